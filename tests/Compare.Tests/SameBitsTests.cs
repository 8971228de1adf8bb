using System.Diagnostics;
using System.Text;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests;

/// <summary>
/// The promise of the README: a training has the same bits on one thread and on two, and whatever vectors the processor
/// has. The program is run for real, once for each machine and each kind of processor.
/// </summary>
[Trait("Category", "Long")]
public sealed class SameBitsTests : IDisposable
{
    /// <summary>One machine for each kernel: one hidden spin, packed bits with and without fields, Potts colours with
    /// two hidden units and with one, and the generic one; and the TAP equations.</summary>
    private static readonly string[] Machines =
    [
        "--sites 37 --hidden 1", "--sites 37 --hidden 11", "--sites 23 --hidden 5 --fields --visible binary",
        "--data xy:sites=13,colours=7,beta=1,samples=400 --hidden 2 --hidden-units double-well --fields",
        "--data xy:sites=13,colours=10,beta=1,samples=400 --hidden 1 --hidden-units double-well --fields",
        "--sites 23 --hidden 3 --hidden-units gaussian", "--sites 37 --hidden 11 --negative tap2",
        "--sites 23 --hidden 5 --fields --visible binary --hidden-units binary --negative tap3 --tap-persistent",
        "--sites 37 --hidden 11 --negative random --weight-decay 0.1 --start-fields data --snapshots dense",
    ];

    private static readonly (string Off, int Threads)[] Switches =
        [("DOTNET_EnableAVX512", 2), ("DOTNET_EnableAVX2", 2), ("DOTNET_EnableHWIntrinsic", 1)];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Machines.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Without_some_vectors_and_on_another_number_of_threads(int machine)
    {
        byte[] usual = Trained(machine, "usual", [], 1);
        foreach ((string switchedOff, int threads) in Switches)
        {
            byte[] other = Trained(machine, switchedOff, new() { [switchedOff] = "0" }, threads);
            Assert.True(usual.SequenceEqual(other), $"{Machines[machine]} has other bits with {switchedOff} = 0");
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Singular_values_without_some_vectors(string switchedOff)
    {
        // 43 × 61: more than one block of each step of the solver.
        Reply trained = Rbm.Run("train", "--sites", "61", "--hidden", "43", "--samples", "100", "--epochs", "1", "--out", _folder["run"]);
        Assert.True(trained.Code == 0, trained.Errors);
        string file = _folder["run", "result.npz"];
        Reply usual = Rbm.Finish(Rbm.Start(null, "spectrum", file, "--json"));
        Reply other = Rbm.Finish(Rbm.Start(
            new Dictionary<string, string> { [switchedOff] = "0" }, "spectrum", file, "--json"));
        Assert.Equal((0, usual.Output), (other.Code, other.Output));
    }

    [Fact]
    public void Means_passed_on_in_place_of_values_have_the_same_bits_too()
    {
        Trained(1, "machine", [], 1);
        byte[]? first = null;
        foreach (string switchedOff in (string[])["", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"])
        {
            Dictionary<string, string> environment = switchedOff.Length > 0 ? new() { [switchedOff] = "0" } : [];
            string samples = _folder[$"mean-field-{switchedOff}.npy"];
            using Process process = Rbm.Start(environment,
                "sample", _folder["machine-1"], "--mean-field", "--samples", "300", "--steps", "3", "--threads", "2", "--json", "--out", samples);
            Reply reply = Rbm.Finish(process);
            Assert.True(reply.Code == 0, reply.Errors);

            // The largest change shows every bit of a mean.
            byte[] bits = [.. File.ReadAllBytes(samples), .. Encoding.UTF8.GetBytes(reply.Output.Replace(samples, "", StringComparison.Ordinal))];
            Assert.Equal(first ??= bits, bits);
        }
    }

    /// <summary>The file of results: parameters of the machine and curves, written with fixed times.</summary>
    private byte[] Trained(int machine, string name, Dictionary<string, string> environment, int threads)
    {
        string folder = _folder[$"{name}-{machine}"];
        string samples = Machines[machine].Contains("--data", StringComparison.Ordinal) ? "" : "--samples 400 --beta 0.8 ";
        string words = $"train {Machines[machine]} {samples}--batch 67 --chains 71 --epochs 3 --rate 0.1 --steps 5 "
            + $"--deviation 0.3 --threads {threads} --out";
        using Process process = Rbm.Start(environment, [.. words.Split(' '), folder]);
        Reply reply = Rbm.Finish(process);
        Assert.True(reply.Code == 0, reply.Errors);
        return File.ReadAllBytes(Path.Combine(folder, "result.npz"));
    }
}
