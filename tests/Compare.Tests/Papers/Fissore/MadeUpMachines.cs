using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Fissore;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Tests.Papers.Fissore;

/// <summary>Records of machines that nobody trained, for figures whose answers are then known.</summary>
internal static class MadeUpMachines
{
    public const int Pixels = 784, Modes = 20;

    /// <summary>Updates of the looks: the start, the first update, the end of the first and of the tenth
    /// epoch.</summary>
    public static readonly double[] Looks = [0, 1, 300, 3000];

    /// <summary>One record a run, of histories that say nothing but what is changed of them.</summary>
    public static IReadOnlyList<RunRecord> Records(
        Machines machines, DigitSpectrum digits, Func<MachineKind, int, DigitHistory, DigitHistory> change)
    {
        Dictionary<string, RunResult> results = new() { ["digits"] = FlatJson.Result(digits, MachinesJson.Default) };
        foreach (((MachineKind kind, int number), _, string name) in machines.Trainings.Named)
            results[name] = FlatJson.Result(change(kind, number, Plain()), MachinesJson.Default);
        return [.. machines.Plan(1).Select(plan => new RunRecord
        {
            Experiment = machines.Name,
            Run = plan.Run,
            Parameters = plan.Parameters,
            Seed = plan.Seed,
            Version = "test",
            Machine = new("test", 1, 64, "test", "test"),
            Seconds = 0,
            Result = results[plan.Run],
        })];
    }

    /// <summary>Data of pixels that are on with these probabilities, all else made up.</summary>
    public static DigitSpectrum Digits(Func<int, double> mean) => new()
    {
        Means = [.. Enumerable.Range(0, Pixels).Select(mean)],
        Variances = [2, 1],
        Growth = [1.5, -0.5],
        Growing = 1,
        CriticalSingularValue = 4.3,
        Pictures = [.. Enumerable.Range(1, 10).SelectMany(Wave)],
        MeanCosines = [0.4, 0.99],
    };

    /// <summary>A picture of columns that varies α times over its width, of the α-th lowest frequency.</summary>
    public static IEnumerable<double> Wave(int alpha)
        => Enumerable.Range(0, Pixels).Select(i => Math.Cos(Math.PI * alpha * (i % 28 + 0.5) / 28));

    private static DigitHistory Plain() => new()
    {
        TrainingSeconds = 0,
        Updates = Looks,
        Values = [.. Looks.SelectMany(_ => Enumerable.Range(0, Modes).Select(a => 2.0 - 0.05 * a))],
        PrincipalOverlaps = [.. Looks.SelectMany(_ => SpectralHistory.Subspaces.Select(_ => 0.5))],
        GrowthOverlaps = [.. Looks.SelectMany(_ => SpectralHistory.Subspaces.Select(_ => 0.5))],
        FrozenGains = [.. Looks.SelectMany(_ => Enumerable.Range(0, SpectralHistory.Gains).Select(_ => 0.5))],
        Variances = [.. Looks.Select(_ => 1e-4)],
        Crossings = [.. Looks.Select(_ => 0.0)],
        Moments = [0.01, 0, 0.01, 0],
        Quality = [.. Enumerable.Repeat(0.001, 4 * QualityNumbers.Count)],
    };
}
