using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Papers.Harsh;

namespace RbmTheory.Compare.Tests.Lab;

public class PlanTests
{
    [Fact]
    public void Plans_are_the_same_every_time()
        => Assert.Equal(Describe(1), Describe(1));

    [Fact]
    public void No_two_random_runs_of_the_report_share_a_seed()
    {
        ulong[] seeds = [.. new ulong[] { 1, 2, 3, 12 }.SelectMany(Plans).Select(p => p.Plan.Seed).Where(s => s != 0)];
        // Random runs: 10 of Fig. 2, 6 of 3(a), 50 of 3(b), 11 of 4, 7 of 5, 9 of 6, 36 of 7(a), 180 of 7(b), 10 of 8,
        // 8 of 9, 3 of 10, 40 of 11, 36 of the variants, 112 of 12, 13 of 13, 9 of 14(a), 5 of 14(b), 15 of the two
        // halves, 2 of the Turing diagram, which four seeds of the report tell apart.
        int random = 10 + 6 + 50 + 11 + 7 + 9 + 36 + 180 + 10 + 8 + 3 + 40 + 36 + 112 + 13 + 9 + 5 + 15 + 2;
        Assert.Equal(4 * random, seeds.Length);
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
    }

    [Fact]
    public void Seeds_survive_a_reader_that_takes_every_number_for_a_double()
        => Assert.All(Plans(7), p => Assert.Equal(p.Plan.Seed, (ulong)(double)p.Plan.Seed));

    [Fact]
    public void Run_names_are_unique_and_are_file_names()
    {
        string[] names = [.. Plans(1).Select(p => $"{p.Experiment}/{p.Plan.Run}")];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[a-z0-9]+/[a-z0-9.-]+$", name));
    }

    [Fact]
    public void Every_experiment_is_found_by_its_number_and_its_name()
    {
        foreach (Experiment experiment in HarshPaper.Paper.Of(Preset.Quick))
        {
            Assert.Same(experiment, Assert.Single(Catalogue.Select(HarshPaper.Paper, Preset.Quick, experiment.Number)));
            Assert.Same(experiment, Assert.Single(Catalogue.Select(HarshPaper.Paper, Preset.Quick, experiment.Name.ToUpperInvariant())));
        }
        InputException error = Assert.Throws<InputException>(() => Catalogue.Select(HarshPaper.Paper, Preset.Quick, "99"));
        Assert.Equal($"figure = 99, but it should be one of {string.Join(", ", HarshPaper.Paper.Numbers)}", error.Message);
    }

    private static IEnumerable<(string Experiment, RunPlan Plan)> Plans(ulong seed)
        => HarshPaper.Paper.Of(Preset.Quick).SelectMany(e => e.Plan(seed).Select(p => (e.Name, p)));

    [Fact]
    public void A_number_without_letter_takes_all_its_parts_and_lists_keep_the_order_of_the_report()
    {
        Assert.Equal(["14a", "14b", "14c"], Catalogue.Select(HarshPaper.Paper, Preset.Quick, "14").Select(e => e.Number));
        Assert.Equal(["3a", "12", "14b"], Catalogue.Select(HarshPaper.Paper, Preset.Paper, "fig14b, 12,3A").Select(e => e.Number).Where(
            number => number is "3a" or "12" or "14b"));
        Assert.Throws<InputException>(() => Catalogue.Select(HarshPaper.Paper, Preset.Quick, ""));
        Assert.Throws<InputException>(() => Catalogue.Select(HarshPaper.Paper, Preset.Quick, "3a,"));
    }

    private static string[] Describe(ulong seed)
        => [.. Plans(seed).Select(p => $"{p.Experiment} {p.Plan.Run} {p.Plan.Seed} {p.Plan.Cost} "
            + string.Join(' ', p.Plan.Parameters.Select(x => $"{x.Key}={x.Value:R}")))];
}
