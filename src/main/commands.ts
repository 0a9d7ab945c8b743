import { accessCommands } from '../access/access.commands.ts';
import { allocationCommands } from '../allocation/allocation.commands.ts';
import { planFileCommands } from '../allocation/plan-file.commands.ts';
import { slipCommands } from '../allocation/slip.commands.ts';
import { auditCommands } from '../audit/audit.commands.ts';
import { boardCommands } from '../board/board.commands.ts';
import { meetingCommands } from '../board/meeting.commands.ts';
import { gapCommands } from '../capacity-gap/capacity-gap.commands.ts';
import { contractCommands } from '../contracts/contracts.commands.ts';
import { orderCommands } from '../contracts/orders.commands.ts';
import { auditOutlays } from '../contracts/outlays.service.ts';
import { dependencyCommands } from '../dependency/dependency.commands.ts';
import { disruptionCommands } from '../dependency/trade-disruption.commands.ts';
import { fundCommands } from '../fund/fund.commands.ts';
import { auditCommand, journalCommands, tieOutCommand } from '../fund/journal.commands.ts';
import { instrumentCommands } from '../instruments/instruments.commands.ts';
import { financeCommands } from '../instruments/project-finance.commands.ts';
import { readHoldings } from '../inventory/inventory.service.ts';
import { lotCommands } from '../inventory/lot.commands.ts';
import { assayCommands, warehouseCommands } from '../inventory/warehouse.commands.ts';
import { mineralCommands } from '../minerals/minerals.commands.ts';
import { partyCommands } from '../parties/parties.commands.ts';
import type { Command } from '../platform/command.ts';
import { projectCommands } from '../projects/projects.commands.ts';
import { eligibleListCommands } from '../rules/eligible-list.commands.ts';
import { partnerCommands } from '../rules/partner.commands.ts';
import { ruleCommands } from '../rules/rules.commands.ts';
import { sensitivityCommands } from '../stress/sensitivity.commands.ts';
import { stressCommands } from '../stress/stress.commands.ts';
import { sweepCommands } from '../stress/sweep.commands.ts';
import { demoCommands } from './demo.commands.ts';
import { engineCommands } from './engine.commands.ts';
import { startCommands } from './start.commands.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  ...startCommands,
  ...demoCommands,
  ...mineralCommands,
  ...dependencyCommands,
  ...disruptionCommands,
  ...projectCommands,
  ...instrumentCommands,
  ...financeCommands,
  ...stressCommands,
  ...sensitivityCommands,
  ...sweepCommands,
  ...slipCommands,
  ...allocationCommands,
  ...planFileCommands,
  ...gapCommands,
  ...ruleCommands,
  ...eligibleListCommands,
  ...partnerCommands,
  ...partyCommands,
  ...fundCommands,
  ...journalCommands,
  tieOutCommand(readHoldings),
  auditCommand(auditOutlays),
  ...contractCommands,
  ...orderCommands,
  ...auditCommands,
  ...lotCommands,
  ...assayCommands,
  ...warehouseCommands,
  ...accessCommands,
  ...meetingCommands,
  ...boardCommands,
  ...engineCommands,
];
