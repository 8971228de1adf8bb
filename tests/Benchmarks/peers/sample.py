"""Gibbs sweeps in torch as rbms makes them, for `./rbm bench sample --peers tests/Benchmarks/peers/sample.py`.

Needs Debian's python3-torch. The number of threads is OMP_NUM_THREADS. First it prints the name of the library. Then each line of
the input, `sweep VISIBLE HIDDEN CHAINS COUNT`, is answered by the time of COUNT sweeps of CHAINS chains in milliseconds: hidden
units given visible ones, then these given those, each layer drawn, in single precision.
"""
import os, sys, time
import torch

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
print("torch", flush=True)
machines = {}
for line in sys.stdin:
    visible, hidden, chains, count = map(int, line.split()[1:])
    if (visible, hidden, chains) not in machines:
        torch.manual_seed(0)
        machines[visible, hidden, chains] = [0.1 * torch.randn(visible, hidden), torch.full((visible,), -2.0), torch.zeros(hidden),
                                             torch.bernoulli(torch.full((chains, visible), 0.13))]
    w, a, b, v = machines[visible, hidden, chains]
    with torch.no_grad():
        start = time.perf_counter()
        for _ in range(count):
            h = torch.bernoulli(torch.sigmoid(b + v @ w))
            v = torch.bernoulli(torch.sigmoid(a + h @ w.T))
        elapsed = time.perf_counter() - start
    machines[visible, hidden, chains][3] = v
    print(f"{1e3 * elapsed:.6f}", flush=True)
