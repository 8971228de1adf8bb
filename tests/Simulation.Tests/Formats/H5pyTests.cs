using System.Diagnostics;
using System.Globalization;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Formats;

/// <summary>HDF5 as h5py reads and writes it, by the library that the other programs use; skipped where there is no
/// Python with h5py.</summary>
public sealed class H5pyTests : IDisposable
{
    private const string Law = """
        import sys, itertools, h5py, numpy as np
        f = h5py.File(sys.argv[1], "r")
        p = f["update_1/params"]
        w, b, c = (p[k][()].astype(float) for k in ("weight_matrix", "vbias", "hbias"))
        q = w.shape[1] if w.ndim == 3 else 2
        assert f["model_type"][()].decode() == ("PBRBM" if w.ndim == 3 else "BBRBM")
        assert f["parallel_chains"].dtype == np.float32 and f["parallel_chains"].shape[1] == len(b)
        assert all(int(f["hyperparameters"][k][()]) >= 0 for k in ("batch_size", "gibbs_steps")) and "flags" in f["update_1"]
        v = np.array(list(itertools.product(range(q), repeat=len(b))))[:, ::-1]
        x = np.eye(q)[v].reshape(len(v), -1) if w.ndim == 3 else v
        log = x @ b.ravel() + np.log1p(np.exp(c + x @ w.reshape(-1, len(c)))).sum(1)
        print(" ".join(repr(float(a)) for a in log - np.log(np.exp(log).sum())))
        """;

    private const string Foreign = """
        import sys, h5py, numpy as np
        with h5py.File(sys.argv[1], "w") as f:
            f["model_type"] = "BBRBM"
            f["parallel_chains"] = np.array([[0, 1, 1], [1, 0, 0]], dtype="f4")
            f["hyperparameters/learning_rate"] = 0.01
            for n, scale in ((2, 7.0), (10, 1.0)):
                for folder in ("update_%d/params/" % n, "update_%d/" % n):
                    f.create_dataset(folder + "weight_matrix", data=scale * np.array([[0.5, -1], [0.25, 2], [-0.5, 1]]), compression="gzip")
                    f[folder + "vbias"] = np.array([0.5, -0.25, 1], dtype="f4")
                    f[folder + "hbias"] = np.array([1, -1])
                f["update_%d/time" % n] = 0.0
                f["update_%d/flags/checkpoint" % n] = True
                f["update_%d/torch_rng_state" % n] = np.arange(5, dtype="u1")
        with h5py.File(sys.argv[2], "w") as f:
            for key, text in (("rbm_hdf5_file_format_version", "1.0.0"), ("rbm_type", "RBM"), ("visible_type", "Potts"), ("hidden_type", "Gaussian")):
                f[key] = np.bytes_(text)
            f["weights"] = np.arange(12.0).reshape(2, 2, 3) - 1
            f["visible_par"] = np.zeros((2, 3, 1))
            f["hidden_par"] = np.array([[0.5, 4], [0, 1]])
        """;

    private static readonly Lazy<string?> Python = new(() => ((string[])["python3", "/usr/bin/python3"]).FirstOrDefault(HasH5py));

    private readonly string _folder = Directory.CreateTempSubdirectory("rbm-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [WithH5py]
    public void Archives_for_rbms_are_read_by_h5py_with_the_law_of_the_machine()
    {
        Rbm spins = Rbm.OfSpins(4, 3, standardDeviation: 0.1, seed: 5);
        Rbm colours = new(new(new PottsUnit(3), 3, fields: true), new(BinaryUnit.Instance, 2));
        colours.Randomize(0.3, seed: 6);
        foreach (Rbm machine in (Rbm[])[spins, colours])
        {
            string file = Path.Combine(_folder, "machine.h5");
            File.WriteAllBytes(file, VisibleLaw.Write(new RbmsFormat(), machine));
            double[] law = [.. Output(Law, file).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            // 7 or 5 biases below 1, rounded by 6e−8 each.
            VisibleLaw.Equal(VisibleLaw.Of(machine), law, 1e-6);
        }
    }

    [WithH5py]
    public void Files_that_h5py_writes_are_read()
    {
        string rbms = Path.Combine(_folder, "rbms.h5"), cossio = Path.Combine(_folder, "cossio.h5");
        Output(Foreign, rbms, cossio);
        byte[] content = File.ReadAllBytes(rbms);
        MachineFile file = MachineFormats.Of(content).Read(content);
        Assert.Equal([0.5f, 0.25f, -0.5f, -1f, 2f, 1f], file.Machine.Weights);
        Assert.Equal([0.5f, -0.25f, 1f], file.Machine.Parameters.VisibleFields);
        Assert.Equal([1f, -1f], file.Machine.Parameters.HiddenFields);
        Assert.Equal(10, file.Updates);
        Assert.Equal([0b110, 0b001], file.Chains.ToArray());

        content = File.ReadAllBytes(cossio);
        Rbm machine = MachineFormats.Of(content).Read(content).Machine;
        // Unit 1 has γ = 4: weights −1, 0, 1 and 2, 3, 4 in the zero-sum gauge are ∓1 and 0, over √4; its means 0 and 3 go
        // to the field, 0.5 + 3 over √4.
        Assert.Equal([-0.5f, 0, 0.5f, -0.5f, 0, 0.5f], machine.FieldOf(0).ToArray());
        Assert.Equal([1.75f, 6f + 9f], machine.Parameters.HiddenFields);
    }

    private static bool HasH5py(string python)
    {
        try
        {
            return Run(python, "import h5py, numpy").Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Output(string script, params string[] files)
    {
        (int code, string output) = Run(Python.Value!, script, files);
        Assert.True(code == 0, output);
        return output.Trim();
    }

    private static (int Code, string Output) Run(string python, string script, params string[] files)
    {
        ProcessStartInfo start = new(python, ["-c", script, .. files]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : errors.Result);
    }

    /// <summary>A test that is skipped, saying so, where there is no Python with h5py.</summary>
    private sealed class WithH5pyAttribute : FactAttribute
    {
        public WithH5pyAttribute() => Skip = Python.Value is null ? "there is no python3 with h5py and numpy" : null;
    }
}
