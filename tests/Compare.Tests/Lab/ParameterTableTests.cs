using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Tests.Lab;

public class ParameterTableTests
{
    internal sealed record Inner
    {
        [Shown("Training", "ν = {0}")] public double Rate { get; init; } = 0.001;

        [Shown("Training", "PCD-{0}")] public int Steps { get; init; } = 20;

        public int Hidden { get; init; } = 7;
    }

    internal sealed record Outer
    {
        [Shown("Sites", "N = {0:N0}")] public int Sites { get; init; } = 1000;

        [Shown("Betas", "β = {0:F1}")] public IReadOnlyList<double> Betas { get; init; } = [0.5, 1];

        public Inner Training { get; init; } = new();

        [Shown("Runs", "{0} runs")] public int Runs { get; init; } = 25;
    }

    private static readonly Outer Paper = new();

    [Fact]
    public void Settings_of_one_label_share_a_row_and_nothing_is_scaled_down_at_the_papers_own()
        => Assert.Equal(
            [
                ("Sites", "N = 1,000"), ("Betas", "β = 0.5, 1.0"), ("Training", "ν = 0.001, PCD-20"), ("Runs", "25 runs"),
                ("Scaled down", "nothing: these are the paper's parameters"),
            ],
            ParameterTable.Of(Paper, Paper));

    [Fact]
    public void What_differs_from_the_paper_is_said_and_nothing_else()
        => Assert.Equal(
            "β = 1.0 instead of β = 0.5, 1.0; PCD-1 instead of PCD-20; 5 runs instead of 25 runs",
            ParameterTable.ScaledDown(
                Paper with { Betas = [1], Runs = 5, Training = new() { Steps = 1, Hidden = 8 } }, Paper));

    [Fact]
    public void Values_go_by_name_and_reach_within()
    {
        IReadOnlyDictionary<string, object> values = ParameterTable.Values(Paper);
        Assert.Equal([1000, 25, 0.001, 20, 7], new[] { "Sites", "Runs", "Rate", "Steps", "Hidden" }.Select(name => values[name]));
    }
}
