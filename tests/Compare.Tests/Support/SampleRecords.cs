using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>Records for tests, one fixed and many random.</summary>
internal static class SampleRecords
{
    public static RunRecord Small(string experiment = "fig", string run = "run-1") => new()
    {
        Experiment = experiment,
        Run = run,
        Parameters = new Dictionary<string, double> { ["beta"] = 0.1, ["sites"] = 37 },
        Seed = (1UL << 53) - 1,
        Version = Product.Version,
        Source = new("0123456789abcdef0123456789abcdef01234567", Dirty: true),
        Modules = new Dictionary<string, Guid> { ["rbm"] = new("00000000-0000-0000-0000-000000000001") },
        Machine = new("Example Ω 3", 2, 256, "linux-x64", "10.0.0"),
        Seconds = 1.5,
        Result = new(
            new Dictionary<string, double> { ["peak"] = 0.3 },
            new Dictionary<string, double[]> { ["weights"] = [1, -2.5, 1e-300], ["empty"] = [] }),
    };

    /// <summary>Every kind of double: any bits, and those that go wrong most often.</summary>
    public static Gen<double> Doubles { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<ulong>().Select(bits => Canonical(BitConverter.UInt64BitsToDouble(bits))),
        ArbMap.Default.GeneratorFor<double>(),
        Gen.Elements(
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon, -double.Epsilon,
            BitConverter.Int64BitsToDouble(0x000F_FFFF_FFFF_FFFF), double.MaxValue, double.MinValue, Math.PI, 0.1));

    /// <summary>
    /// Text that UTF-8 can carry: .NET strings may hold half of a surrogate pair, which no encoding of Unicode does.
    /// </summary>
    public static Gen<string> Texts { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(Encodable),
        Gen.Elements("", " ", "a\"b", "a\\b", "line\nline", "\t\0", "β₊ = 8 − 4√2", "𝛽", "</script>", "w_{i}^{2}"));

    public static Gen<RunRecord> Any { get; } =
        from experiment in Gen.Elements("fig03a", "halves")
        from run in Gen.Elements("run-1", "beta-0.1-run-2")
        from parameters in Map(Doubles)
        from seed in ArbMap.Default.GeneratorFor<ulong>()
        from revision in ArbMap.Default.GeneratorFor<int>()
        from version in Texts
        from source in Texts.Zip(ArbMap.Default.GeneratorFor<bool>()).Select(s => new SourceState(s.Item1, s.Item2)).OrNull()
        from modules in Map(ArbMap.Default.GeneratorFor<Guid>()).OrNull()
        from processor in Texts
        from cores in ArbMap.Default.GeneratorFor<int>()
        from seconds in Doubles
        from numbers in Map(Doubles)
        from series in Map(Doubles.ArrayOf())
        select new RunRecord
        {
            Experiment = experiment,
            Run = run,
            Parameters = parameters,
            Revision = revision,
            Seed = seed,
            Version = version,
            Source = source,
            Modules = modules,
            Machine = new(processor, cores, 256, "linux-x64", version),
            Seconds = seconds,
            Result = new(numbers, series),
        };

    /// <summary>The bits of a record's numbers, in the order of their names.</summary>
    public static string Bits(RunRecord r) => string.Join('\n',
    [
        $"{r.Format} {r.Revision} {r.Seed} {Bits([r.Seconds])} {r.Machine} {r.Source}", r.Experiment, r.Run, r.Version,
        r.Modules is null ? "built somehow" : string.Join(' ', r.Modules.OrderBy(m => m.Key, StringComparer.Ordinal)),
        .. r.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {Bits([p.Value])}"),
        .. r.Result.Numbers.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {Bits([p.Value])}"),
        .. r.Result.Series.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {Bits(p.Value)}"),
    ]);

    private static string Bits(double[] values) => string.Join(' ', values.Select(BitConverter.DoubleToUInt64Bits));

    private static Gen<Dictionary<string, T>> Map<T>(Gen<T> values)
        => Texts.Zip(values).ArrayOf().Select(pairs =>
        {
            Dictionary<string, T> map = [];
            foreach ((string name, T value) in pairs)
                map[name] = value;
            return map;
        });

    // JSON has one NaN: its payload is no part of the number.
    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;

    private static string Encodable(string text)
        => string.Concat((text ?? "").EnumerateRunes().Select(r => r.ToString()));
}
