import type * as z from 'zod';
import type { StockDeed } from './deeds.service.ts';
import { addSpecification } from './quality.service.ts';
import { registerCustodian, registerLaboratory, registerWarehouse } from './register.service.ts';
import type { CustodianRequest, LaboratoryRequest, WarehouseRequest } from './requests.ts';
import * as asked from './requests.ts';
import { SpecificationRequest } from './specification.ts';

export const ADD_WAREHOUSE: StockDeed<z.infer<typeof WarehouseRequest>> = {
  name: 'warehouse add',
  role: 'receiving-officer',
  request: asked.WarehouseRequest,
  run: (tx, act, deed, _id, { capacityG, ...rest }) =>
    registerWarehouse(tx, act, deed, { ...rest, capacityG: BigInt(capacityG) }),
};

export const ADD_CUSTODIAN: StockDeed<z.infer<typeof CustodianRequest>> = {
  name: 'custodian add',
  role: 'receiving-officer',
  request: asked.CustodianRequest,
  run: (tx, act, deed, _id, request) => registerCustodian(tx, act, deed, request),
};

export const ADD_LABORATORY: StockDeed<z.infer<typeof LaboratoryRequest>> = {
  name: 'laboratory add',
  role: 'contracting-officer',
  request: asked.LaboratoryRequest,
  run: (tx, act, deed, _id, request) => registerLaboratory(tx, act, deed, request),
};

export const ADD_SPECIFICATION: StockDeed<SpecificationRequest> = {
  name: 'specification add',
  role: 'contracting-officer',
  request: SpecificationRequest,
  run: (tx, act, deed, _id, request) => addSpecification(tx, act, deed, request),
};
