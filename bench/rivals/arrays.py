"""The stress model's draws with NumPy: whole arrays of draws at once, float64, one core.

What is dense is arrays of shape (mineral, draw) and a matrix product; what is rare (plants that
stand still, shortages) goes by index. NumPy's own random numbers are used, so the futures are not
those of the other programs and only means can be compared. docs/models/stress.md has the
equations. Detours and adaptation are carried from quarter to quarter, which is the same as the
powers of time that the other programs look up.

Usage: arrays.py CONSTANTS SEED DRAWS [BLOCK]
Without a block size it tries several and takes the quickest.
"""

import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"  # one core, as the others
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from arrays_events import Cuts, draw_added
from arrays_markets import Markets
from arrays_model import Model, read_constants

BLOCKS = (250, 500, 1000, 2000, 4000, 8000)
LOSSES_SHOWN = 8
SHORT_SHARE = 0.01  # of a quarter's demand unmet: more counts as short


def simulate_block(model, rng, n):
    """A block's outcomes, as `simulateBlock` of src/stress/ensemble.ts keeps them."""
    markets = Markets(model, rng, n)
    cuts = Cuts(model, rng, n)
    added = draw_added(model, rng, n)
    for quarter in range(model.quarters):
        lost, held = cuts.cut(quarter)
        markets.step(quarter, lost, held, added[quarter])
    return {
        "unmet": markets.unmet.astype(np.float32),
        "loss": markets.loss.astype(np.float32),
        "peak": markets.peak.astype(np.float32),
        "short": (markets.worst > SHORT_SHARE).sum(axis=1),
        "early": markets.early.sum(axis=1),
        "shifted": markets.shifted.sum(axis=1),
        "total": markets.loss.sum(axis=0),
    }


def blas_name():
    """What multiplies matrices for NumPy."""
    with open("/proc/self/maps") as maps:
        return "OpenBLAS" if "openblas" in maps.read() else "the reference BLAS"


def simulate(model, seed, draws, block):
    """CPU seconds of so many draws, and what came of them."""
    rng = np.random.Generator(np.random.SFC64(seed))
    started = time.process_time()
    outcomes = [
        simulate_block(model, rng, min(block, draws - first)) for first in range(0, draws, block)
    ]
    seconds = time.process_time() - started
    losses = np.concatenate([outcome["total"] for outcome in outcomes])
    cells = model.minerals * draws
    total = lambda name: float(sum(outcome[name].sum(dtype=float) for outcome in outcomes))
    return {
        "kind": f"NumPy {np.__version__} with {blas_name()}",
        "block": block,
        "draws": draws,
        "cpuSeconds": seconds,
        "meanLoss": float(losses.mean()),
        "standardError": float(losses.std() / np.sqrt(draws)),
        "meanUnmet": total("unmet") / cells,
        "meanPeakLogPrice": total("peak") / cells,
        "shortShare": total("short") / cells,
        "losses": losses[:LOSSES_SHOWN].tolist(),
    }


def main():
    path, seed, draws = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    model = Model(read_constants(path))
    blocks = [int(sys.argv[4])] if len(sys.argv) > 4 else BLOCKS
    simulate(model, seed, min(blocks), min(blocks))  # first use of everything
    runs = [simulate(model, seed, max(draws, block), block) for block in blocks]
    print(json.dumps(min(runs, key=lambda run: run["cpuSeconds"] / run["draws"])))


np.seterr(divide="ignore")
main()
