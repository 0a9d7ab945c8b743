/*
 * The Equal Earth projection, for the few points that no outline holds: where the land of the maps
 * is drawn was worked out beforehand, with the same equations.
 *
 * Šavrič, Patterson and Jenny, The Equal Earth map projection, 2018, equations 1 to 4.
 */

const A1 = 1.340264;
const A2 = -0.081106;
const A3 = 0.000893;
const A4 = 0.003796;
const M = Math.sqrt(3) / 2;

export interface Position {
  readonly latitude: number; // degrees, north positive
  readonly longitude: number; // degrees, east positive
}

/** Where a place stands on a map of the whole sphere that is so wide; the pole is at the top. */
export function equalEarth({ latitude, longitude }: Position, width: number): [number, number] {
  const scale = width / 2 / across(Math.PI, 0);
  const theta = Math.asin(M * Math.sin(radians(latitude)));
  const topTheta = Math.asin(M);
  return [
    width / 2 + scale * across(radians(longitude), theta),
    scale * (up(topTheta) - up(theta)),
  ];
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

function across(lambda: number, theta: number): number {
  const [square, sixth] = [theta ** 2, theta ** 6];
  return (
    (lambda * Math.cos(theta)) / (M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)))
  );
}

function up(theta: number): number {
  const [square, sixth] = [theta ** 2, theta ** 6];
  return theta * (A1 + A2 * square + sixth * (A3 + A4 * square));
}
