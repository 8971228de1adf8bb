using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests.Observables;

public class RankCorrelationTests
{
    [Fact]
    public void The_correlation_of_ranks()
    {
        Assert.Equal(1, RankCorrelation.Of([1, 2, 30], [-5, 0, 0.1]), 1e-15);
        Assert.Equal(-1, RankCorrelation.Of([1, 2, 30], [5, 0, -1]), 1e-15);
        // Without ties ρ = 1 − 6 Σ d²/(n(n² − 1)): d = 1, −1, 2, 0, −2 gives 1 − 60/120.
        Assert.Equal(0.5, RankCorrelation.Of([1, 2, 3, 4, 5], [20, 10, 50, 40, 30]), 1e-15);
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5/√(4.5 · 5).
        Assert.Equal(Math.Sqrt(0.9), RankCorrelation.Of([0, 7, 7, 9], [1, 2, 3, 4]), 1e-15);
        Assert.True(double.IsNaN(RankCorrelation.Of([1, 1], [1, 2])));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1, double.NaN], [1, 2]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1, 2], [1, 2, 3]));
    }
}
