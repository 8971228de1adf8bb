"""Dense products in single precision by numpy, for `./rbm bench dense --peers tests/Benchmarks/peers/dense.py`.

Needs Debian's python3-numpy and libopenblas0-pthread. The number of threads is OPENBLAS_NUM_THREADS. First it prints the
name of the library that multiplies. Then each line of the input, `multiply M K N SECONDS` for A·B or `outer M K N SECONDS`
for Aᵀ·B with A K × M and B K × N, is answered by the shortest time of one product, in milliseconds.
"""
import sys, time
import numpy as np

libraries = open("/proc/self/maps").read()
print("OpenBLAS" if "openblas" in libraries else "numpy-without-OpenBLAS", flush=True)
rng = np.random.default_rng(0)
arrays = {}
for line in sys.stdin:
    kind, *sizes, seconds = line.split()
    m, k, n = map(int, sizes)
    if line not in arrays:
        left = rng.random((m, k), np.float32) if kind == "multiply" else rng.random((k, m), np.float32).T
        arrays[line] = left, rng.random((k, n), np.float32), np.empty((m, n), np.float32)
    left, right, product = arrays[line]
    best, end = np.inf, time.perf_counter() + float(seconds)
    while (start := time.perf_counter()) < end:
        np.matmul(left, right, out=product)
        best = min(best, time.perf_counter() - start)
    print(f"{1e3 * best:.6f}", flush=True)
