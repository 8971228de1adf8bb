"""TAP fixed points by clusterbm's own routine (torch), for `./rbm bench tree --peers tests/Benchmarks/peers/tree.py`.

The variable CLUSTERBM names a checkout of the GitHub repository DsysDML/clusterbm; its file clusterbm/models/rbm/binary.py
is run as it is. Without it the same algorithm stands here in torch, and says so. Needs Debian's python3-torch. The number of
threads is OMP_NUM_THREADS. First it prints the name of what iterates. Then each line of the input,
`tap FILE ITERATIONS TOLERANCE`, is answered by the time that all starts of the file took together, damped by 1/2, in
milliseconds; the file holds weights (hidden x visible), visible and hidden fields, and starts.
"""
import importlib.util, os, sys, time
import numpy as np
import torch

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))

def plain(X, params, epsilon, max_iter, rho):
    mv, mh = X
    w = params["weight_matrix"]
    square = w * w
    for _ in range(max_iter):
        h = (1 - rho) * torch.sigmoid(params["hbias"] + mv @ w + (0.5 - mh) * ((mv - mv * mv) @ square)) + rho * mh
        v = (1 - rho) * torch.sigmoid(params["vbias"] + h @ w.T + (0.5 - mv) * ((h - h * h) @ square.T)) + rho * mv
        moved = max((v - mv).abs().max(), (h - mh).abs().max())
        mv, mh = v, h
        if moved < epsilon:
            break
    return mv, mh

if "CLUSTERBM" in os.environ:
    path = os.path.join(os.environ["CLUSTERBM"], "clusterbm", "models", "rbm", "binary.py")
    spec = importlib.util.spec_from_file_location("binary", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    iterate, name = module.iterate_mf2, "clusterbm"
else:
    iterate, name = plain, "plain-torch"
print(name, flush=True)
for line in sys.stdin:
    _, file, iterations, tolerance = line.split()
    arrays = {key: torch.from_numpy(value.astype(np.float32)) for key, value in np.load(file).items()}
    params = {"weight_matrix": arrays["weights"].T.contiguous(), "vbias": arrays["visible"].flatten(), "hbias": arrays["hidden"].flatten()}
    v = arrays["starts"]
    h = torch.sigmoid(params["hbias"] + v @ params["weight_matrix"])
    start = time.perf_counter()
    with torch.no_grad():
        iterate((v, h), params, epsilon=float(tolerance), max_iter=int(iterations), rho=0.5)
    print(f"{1e3 * (time.perf_counter() - start):.3f}", flush=True)
