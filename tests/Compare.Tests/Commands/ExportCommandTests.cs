using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Likelihoods;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>Machines of runs to files and back, by the verbs that write and read them.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rbms", "13 binary × 3 binary")]
    [InlineData("cossio", "13 spin × 3 spin")]
    [InlineData("npz", "13 spin × 3 spin")]
    public void A_run_is_written_and_read_again_as_a_file(string format, string description)
    {
        Train("run");
        string file = _folder["sub", "machine"];
        Reply reply = Rbm.Run("export", _folder["run"], file, "--format", format);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.StartsWith($"{file}: 13 spin × 3 spin of {_folder["run", "result.npz"]}, as {format}", reply.Output, StringComparison.Ordinal);
        Assert.Equal(format == "rbms", reply.Output.Contains("spins became 0 and 1", StringComparison.Ordinal));

        Reply seen = Rbm.Run("inspect", file);
        Assert.Equal((0, ""), (seen.Code, seen.Errors));
        Assert.StartsWith($"{file}: {format}, {description}", seen.Output, StringComparison.Ordinal);
        Assert.Contains("hidden unit 3: weights by site", seen.Output, StringComparison.Ordinal);
        JsonElement json = JsonDocument.Parse(Rbm.Run("inspect", file, "--json").Output).RootElement;
        Assert.Equal((3, 13, 3), (json.GetProperty("hidden").GetInt32(), json.GetProperty("sites").GetInt32(),
            json.GetProperty("units").GetProperty("centre").GetArrayLength()));

        // The normal spread of log Z under the rounding of 13 + 3 biases below 2, of 1.2e−7 each at most.
        LoadedMachine run = LoadedMachine.Open(_folder["run"], _ => { }), read = LoadedMachine.Open(file, _ => { });
        Assert.Equal(format == "cossio", read.Chains.IsEmpty);
        if (format != "cossio")
            Assert.Equal(run.Chains.ToArray(), read.Chains.ToArray());
        Assert.Equal(LogProbability(run.Machine), LogProbability(read.Machine), 2 * 16 * 1.2e-7);
    }

    [Fact]
    public void The_result_of_a_run_is_a_machine_by_itself()
    {
        Train("run");
        Rbm.Run("export", _folder["run"], _folder["one.npz"], "--format", "npz");
        Rbm.Run("export", _folder["run", "result.npz"], _folder["two.npz"], "--format", "npz");
        Simulation.Machines.Rbm one = LoadedMachine.Open(_folder["one.npz"], _ => { }).Machine, two = LoadedMachine.Open(_folder["two.npz"], _ => { }).Machine;
        Assert.Equal(one.Weights, two.Weights);
        Assert.Equal(one.Parameters.VisibleFields, two.Parameters.VisibleFields);
    }

    [Fact]
    public void A_machine_of_its_strongest_modes_is_written()
    {
        Train("run");
        string file = _folder["modes.npz"];
        Reply reply = Rbm.Run("export", _folder["run"], file, "--format", "npz", "--modes", "2");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.EndsWith("as npz, 2 of its modes", reply.Output.TrimEnd(), StringComparison.Ordinal);
        LoadedMachine run = LoadedMachine.Open(_folder["run"], _ => { }), read = LoadedMachine.Open(file, _ => { });
        Simulation.Observables.WeightSpectrum all = new(run.Machine), kept = new(read.Machine);
        // Weights in single precision.
        Assert.Equal(all.Values[1], kept.Values[1], 1e-6);
        Assert.InRange(kept.Values[2], 0, 1e-6);
        Assert.True(all.Values[2] > 1e-3);
        Assert.True(read.Chains.IsEmpty);
        Reply refused = Rbm.Run("export", _folder["run"], file, "--format", "npz", "--modes", "4");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("--modes = 4, but it should be in [0, 3]", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "hdf", "--format = hdf, but it should be rbms, cossio or npz")]
    [InlineData("--format", "rbms", "hidden units = gaussian, but it should be binary or spin in the format rbms")]
    public void What_cannot_be_written_is_refused_and_nothing_is_there(string option, string value, string named)
    {
        Train("run", "--hidden-units", "gaussian");
        Reply reply = Rbm.Run("export", _folder["run"], _folder["m.h5"], option, value);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(named, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["m.h5"]));
    }

    [Fact]
    public void Files_of_a_run_are_not_written_over_and_other_files_are_no_machines()
    {
        Train("run");
        byte[] before = File.ReadAllBytes(_folder["run", "result.npz"]);
        Reply reply = Rbm.Run("export", _folder["run"], _folder["run", "result.npz"], "--format", "npz");
        Assert.Contains("but that one is of the run in", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["run", "result.npz"]));

        File.WriteAllText(_folder["text"], "1 2 3");
        Assert.Contains("it holds no machine, but it should hold one in the format rbms, cossio or npz", Assert.Single(Rbm.Run("inspect", _folder["text"]).ErrorLines), StringComparison.Ordinal);
        Assert.Contains("lacks the texts visibleUnit and hiddenUnit", Assert.Single(Rbm.Run("inspect", _folder["run", "checkpoint.npz"]).ErrorLines), StringComparison.Ordinal);
        Assert.Contains("it should be the folder of a run, with plan.json, or a file of the format rbms, cossio or npz",
            Assert.Single(Rbm.Run("export", _folder["none"], _folder["x"], "--format", "npz").ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_not_written_onto_itself_and_keeps_what_it_knows_elsewhere()
    {
        Train("run", "--steps", "2");
        string one = _folder["one.h5"], two = _folder["two.h5"];
        Assert.Equal(0, Rbm.Run("export", _folder["run"], one, "--format", "rbms").Code);
        byte[] before = File.ReadAllBytes(one);
        Reply reply = Rbm.Run("export", one, _folder["run", "..", "one.h5"], "--format", "rbms");
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains("but that is the machine that is read", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(one));

        Assert.Equal(0, Rbm.Run("export", one, two, "--format", "rbms").Code);
        Simulation.Machines.Formats.MachineFile known = LoadedMachine.Open(two, _ => { }).Contents!;
        Assert.Equal((0.01, 2), (known.LearningRate, known.GibbsSteps));
        // Three epochs of 70 samples, in batches of what the plan says.
        int batch = PlanFile.Read(_folder["run", "plan.json"]).BatchSize;
        Assert.Equal((3 * (70 / batch), batch), (known.Updates, known.BatchSize));
        Assert.StartsWith($"{two}: rbms, 13 binary × 3 binary, after update {known.Updates}", Rbm.Run("inspect", two).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_said_not_to_be()
    {
        foreach (string verb in (string[])["inspect", "compare", "likelihood", "spectrum"])
            Assert.Matches("there is no (such )?file or folder", Assert.Single(Rbm.Run(verb, _folder["none.h5"]).ErrorLines));
        File.WriteAllText(_folder["m.h5"], "");
        Assert.Contains("but that is a file; it should be the folder of a run", Assert.Single(Rbm.Run("compare", _folder["m.h5"]).ErrorLines), StringComparison.Ordinal);
    }

    private void Train(string name, params string[] more)
        => Assert.Equal(0, Rbm.Run(["train", "--data", "ising:sites=13,samples=70", "--hidden", "3", "--fields", "--chains", "11", "--epochs", "3",
            "--rate", "0.01", "--out", _folder[name], .. more]).Code);

    /// <summary>log p of one row: bits 1 0 1 0 0 1 0 0, 0 1 1 0 1.</summary>
    private static double LogProbability(Simulation.Machines.Rbm machine)
        => ExactLikelihood.MeanLogWeight(machine, new OneRow([0b0010_0101, 0b10110], 13)) - ExactLikelihood.LogPartition(machine);

    private sealed class OneRow(byte[] bits, int sites) : Simulation.Data.IDataSet
    {
        public int Samples => 1;

        public int Sites => sites;

        public int RowBytes => bits.Length;

        public void CopyRow(int sample, Span<byte> row) => bits.CopyTo(row);
    }
}
