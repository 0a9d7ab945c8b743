import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/marks.css';
import './style/tables.css';
import './style/lab.css';
import './style/profile.css';
import { wireThemeToggle } from './theme-toggle.ts';

/*
 * What every page needs. The rest, which is most, is loaded where the server sent data along for a
 * script to take over; it is named in the head of such a page, so that it does not wait for this.
 */

wireThemeToggle();
if (document.getElementById('props') !== null) void import('./take-over.ts');
