import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/marks.css';
import './style/tables.css';
import './style/lab.css';
import './style/profile.css';
import './style/gap.css';
import './style/projects.css';
import './style/deeds.css';
import './style/contracts.css';
import './style/stock.css';
import './style/board.css';
import { wireThemeToggle } from './theme-toggle.ts';

/*
 * What every page needs. A page on which something moves loads web/take-over.ts beside this.
 */

wireThemeToggle();
