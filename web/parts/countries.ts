/** Names of countries for those who read pages. */
export { countryName } from '../../src/base/country-names.ts';
