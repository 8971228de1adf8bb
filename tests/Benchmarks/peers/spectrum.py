"""Singular values and vectors in double precision by numpy, for `./rbm bench spectrum --peers tests/Benchmarks/peers/spectrum.py`.

Needs Debian's python3-numpy and libopenblas0-pthread. The number of threads is OPENBLAS_NUM_THREADS. First it prints the
name of the library that factorizes. Then each line of the input, `svd ROWS COLUMNS COUNT`, is answered by the time of the
decompositions of COUNT matrices, one after another, in milliseconds.
"""
import sys, time
import numpy as np

libraries = open("/proc/self/maps").read()
print("OpenBLAS" if "openblas" in libraries else "numpy-without-OpenBLAS", flush=True)
rng = np.random.default_rng(0)
matrices = {}
for line in sys.stdin:
    rows, columns, count = map(int, line.split()[1:])
    if (rows, columns) not in matrices:
        matrices[rows, columns] = rng.normal(0, 0.01, (rows, columns))
    start = time.perf_counter()
    for _ in range(count):
        np.linalg.svd(matrices[rows, columns], full_matrices=False)
    print(f"{1e3 * (time.perf_counter() - start):.6f}", flush=True)
