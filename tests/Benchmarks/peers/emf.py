"""Extended mean field to second order in numpy, for `./rbm bench train --peers tests/Benchmarks/peers/emf.py`.

The algorithm as it is written down: whole batches, one product for every sum, from data and persistent, in single precision and in double,
numpy's own. Needs Debian's python3-numpy and libopenblas0-pthread. Two threads, as ours.
"""
import os, time
os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")
import numpy as np

SITES, HIDDEN, BATCH, ITERATIONS, UPDATES, RATE, HALF = 784, 500, 100, 10, 40, 0.01, 0.5

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def update(v, w, a, b, kept):
    square, positive = w * w, sigmoid(v @ w + b)
    mh = positive.copy() if kept is None else kept[1]
    mv = sigmoid(mh @ w.T + a) if kept is None else kept[0]
    for _ in range(ITERATIONS):
        mh = HALF * mh + HALF * sigmoid(b + mv @ w + (HALF - mh) * ((mv - mv * mv) @ square))
        mv = HALF * mv + HALF * sigmoid(a + mh @ w.T + (HALF - mv) * ((mh - mh * mh) @ square.T))
    cv, ch = mv - mv * mv, mh - mh * mh
    w += RATE / BATCH * (v.T @ positive - mv.T @ mh - w * (cv.T @ ch))
    a += RATE * (v - mv).mean(0)
    b += RATE * (positive - mh).mean(0)
    return mv, mh

for program, number in ("numpy", np.float32), ("numpy-double", np.float64):
    for name, persistent in ("emf2", False), ("emf2 persistent", True):
        rng = np.random.default_rng(0)
        w = (0.01 * rng.standard_normal((SITES, HIDDEN))).astype(number)
        a, b, kept = np.zeros(SITES, number), np.zeros(HIDDEN, number), None
        batches = (rng.random((UPDATES, BATCH, SITES)) < 0.125).astype(number)
        times = []
        for v in batches:
            start = time.perf_counter()
            last = update(v, w, a, b, kept)
            times.append(time.perf_counter() - start)
            kept = last if persistent else None
        assert w.dtype == number and last[0].dtype == number
        print(f"{program:12} {name} 784x500 b100 i10      {1e3 * float(np.median(times)):9.3f} ms/update", flush=True)
