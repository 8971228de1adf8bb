using System.Text.Json;
using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Lab;

/// <summary>Typed settings and results, and the flat records they become.</summary>
public sealed partial class RunSetTests
{
    internal sealed record At(int Sites, double Beta, bool Fresh = false)
    {
        public IReadOnlyList<int> Look { get; init; } = [10, 20];

        public ulong? DataSeed { get; init; }
    }

    internal sealed record Found(int Peak, double Width, double[] Weights, double[]? Kept = null);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonSerializable(typeof(At))]
    [JsonSerializable(typeof(Found))]
    internal sealed partial class TestJson : JsonSerializerContext;

    private static readonly Seeds Seeds = new(1, "fig");

    private static readonly KeyedRuns<double, At, Found> Trainings = new(TestJson.Default)
    {
        Keys = [0.5, 1],
        RepeatsOf = beta => beta == 1 ? 1 : 2,
        Name = (beta, run) => $"beta-{beta}-run-{run}",
        Settings = (beta, seeds) => new(37, beta, Fresh: true) { DataSeed = seeds.Of("data") },
        Cost = settings => 3 * settings.Beta,
        IsRandom = true,
        Compute = (settings, run) => new(
            run.Number, settings.Beta, [run.Seed, double.NaN], run.Number == 1 ? [double.NegativeInfinity] : null),
    };

    private static readonly SingleRun<At, Found> Theory = new(TestJson.Default)
    {
        Name = "theory",
        Settings = _ => new(37, 2),
        Compute = (settings, _) => new(0, settings.Beta, []),
    };

    [Fact]
    public void A_plan_has_the_settings_as_its_parameters_each_by_its_name()
    {
        RunPlan[] plans = [.. Trainings.Plan(Seeds)];
        Assert.Equal(["beta-0.5-run-1", "beta-0.5-run-2", "beta-1-run-1"], plans.Select(p => p.Run));
        Assert.Equal([1.5, 1.5, 3.0], plans.Select(p => p.Cost));
        Assert.Equal(plans.Select(p => Seeds.Of(p.Run)), plans.Select(p => p.Seed));
        Assert.Equal(
            new Dictionary<string, double>
            {
                ["sites"] = 37,
                ["beta"] = 0.5,
                ["fresh"] = 1,
                ["look0"] = 10,
                ["look1"] = 20,
                ["dataSeed"] = Seeds.Of("data"),
            },
            plans[0].Parameters);
    }

    [Fact]
    public void Without_randomness_the_seed_is_zero_and_what_is_null_is_left_out()
    {
        RunPlan plan = Assert.Single(Theory.Plan(Seeds));
        Assert.Equal(0UL, plan.Seed);
        Assert.DoesNotContain("dataSeed", plan.Parameters.Keys);
    }

    [Fact]
    public void Results_come_back_by_key_with_every_kind_of_number()
    {
        Results results = new([.. RecordsOf(Trainings), .. RecordsOf(Theory)]);
        ILookup<double, Found> found = results.Of(Trainings);
        Assert.Equal([1, 2], found[0.5].Select(f => f.Peak));
        Assert.Equal(1.0, found[1].Single().Width);
        Assert.Equal([Seeds.Of("beta-1-run-1"), double.NaN], found[1].Single().Weights);
        Assert.Equal([double.NegativeInfinity], found[0.5].First().Kept!);
        Assert.Null(found[0.5].Last().Kept);
        Assert.Equal((2.0, 0), (results.Of(Theory).Width, results.Of(Theory).Weights.Length));
    }

    [Fact]
    public void A_record_that_lacks_a_number_names_it()
    {
        RunRecord record = RecordsOf(Theory).Single();
        Dictionary<string, double> numbers = new(record.Result.Numbers);
        numbers.Remove("width");
        Results results = new([record with { Result = record.Result with { Numbers = numbers } }]);
        Assert.Contains("'width'", Assert.Throws<JsonException>(() => results.Of(Theory)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<RunRecord> RecordsOf(RunSet set)
        => set.Plan(Seeds).Select(plan => SampleRecords.Small("fig", plan.Run) with
        {
            Result = plan.Compute(new(new Progress<double>(), new(), default)),
        });
}
