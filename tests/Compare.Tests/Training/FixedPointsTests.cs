using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.MeanField;
using Machine = RbmTheory.Simulation.Machines.Rbm;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Fixed points of mean field of many starts at once, in single precision, against those of theory from the same
/// starts.</summary>
public class FixedPointsTests
{
    private const int Sites = 11, Hidden = 7, Starts = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void They_are_where_theory_comes_from_the_same_starts(int order)
    {
        // It has more than one fixed point.
        Machine machine = Split();
        TwoStateMachine theory = Of(machine);
        float[] starts = Coins();
        FixedPoints found = FixedPoints.Of(machine, starts, order, threads: 2);
        int converged = 0;
        for (int s = 0; s < Starts; s++)
        {
            TapSolution solution = TapSolution.Find(
                theory, order, [.. starts[(s * Sites)..((s + 1) * Sites)].Select(x => (double)x)]);
            converged += solution.Converged ? 1 : 0;
            if (!solution.Converged)
                continue;
            // Both stop at steps of 1e-6, and what is left of the way is that over the rate of the slowest mode. The step
            // h' = (h + gv)/2, v' = (v + gh')/2 has a rate above a tenth for g² < 0.7; here g is at most 0.9 · 1.2 √77
            // times the largest variance m(1 − m). Single precision adds 1e-6 likewise.
            Assert.All(solution.Visible.Concat(solution.Hidden), m => Assert.True(m * (1 - m) < 0.08));
            for (int i = 0; i < Sites; i++)
                Assert.Equal(solution.Visible[i], found.Visible.Span[s * Sites + i], 2e-5);
        }

        Assert.Equal(converged, found.Converged);
        Assert.True(converged > Starts / 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void They_are_stationary_points_of_the_free_energy(int order)
    {
        Machine machine = Split();
        TapFreeEnergy free = new(Of(machine), order);
        FixedPoints found = FixedPoints.Of(machine, Coins(), order);
        // With m^h where F is stationary for these m^v, dF/dm^v = x(m) − x, x the field of a unit: an error ε of m is one of
        // ε/(m(1 − m)) of it, and ε is at most 2e-5, see above; the difference quotient adds 1e-7.
        for (int s = 0; s < found.Converged && s < 20; s++)
        {
            double[] visible = [.. found.Visible.Span[(s * Sites)..((s + 1) * Sites)].ToArray().Select(m => (double)m)];
            double[] hidden = [.. Enumerable.Repeat(0.5, Hidden)];
            for (int k = 0; k < 2000; k++)
                hidden = [.. hidden.Zip(free.MapHidden(visible, hidden), (old, now) => (old + now) / 2)];
            double Steepest(double[] at) => Enumerable.Range(0, Sites).Max(i =>
            {
                double step = 1e-3 * at[i] * (1 - at[i]);
                double[] up = [.. at], down = [.. at];
                (up[i], down[i]) = (at[i] + step, at[i] - step);
                return Math.Abs(free.Value(up, hidden) - free.Value(down, hidden)) / (2 * step) * at[i] * (1 - at[i]);
            });
            if (visible.Any(m => m * (1 - m) < 1e-4))
                continue;
            Assert.InRange(Steepest(visible), 0, 5e-5);
            // Elsewhere it is not stationary.
            Assert.True(Steepest([.. visible.Select(m => 0.9 * m + 0.05)]) > 1e-3);
        }
    }

    [Fact]
    public void Rows_depend_on_no_other_and_on_no_number_of_threads()
    {
        Machine machine = Split();
        float[] starts = Coins();
        FixedPoints all = FixedPoints.Of(machine, starts, 2), threads = FixedPoints.Of(machine, starts, 2, threads: 3);
        Assert.Equal(all.Visible.ToArray(), threads.Visible.ToArray());
        Assert.Equal(all.Converged, threads.Converged);
        FixedPoints one = FixedPoints.Of(machine, starts.AsMemory(200 * Sites, Sites), 2);
        Assert.Equal(all.Visible[(200 * Sites)..(201 * Sites)].ToArray(), one.Visible.ToArray());
        Assert.True(all.Visible.ToArray().Chunk(Sites).Select(row => MathF.Round(row[0], 3)).Distinct().Count() > 1);
    }

    [Fact]
    public void A_start_that_has_no_time_to_converge_is_counted_and_kept()
    {
        Machine machine = Split();
        FixedPoints early = FixedPoints.Of(machine, Coins(), 1, iterations: 2);
        Assert.Equal(0, early.Converged);
        Assert.Equal(Starts * Sites, early.Visible.Length);
        Assert.Equal(Starts, FixedPoints.Of(machine, Coins(), 1, iterations: 2, tolerance: 2).Converged);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Machine machine = Split();
        Assert.Equal($"starts.Length = {Sites + 1}, but it should be a multiple of {Sites}",
            Assert.Throws<ArgumentException>(() => FixedPoints.Of(machine, new float[Sites + 1], 2)).Message);
        Assert.Equal("start = 2, but it should be between the two values of a unit",
            Assert.Throws<ArgumentException>(() => FixedPoints.Of(machine, Enumerable.Repeat(2f, Sites).ToArray(), 2)).Message);
        Assert.Throws<ArgumentException>(() => FixedPoints.Of(machine, new float[Sites], 4));
        Assert.Throws<ArgumentException>(() => FixedPoints.Of(machine, new float[Sites], 1, tolerance: 0));
        Assert.Throws<ArgumentException>(() => FixedPoints.Of(machine, ReadOnlyMemory<float>.Empty, 1));
    }

    /// <summary>Couplings of one sign, all equal but for a little, and fields that make both signs of all equally good:
    /// a machine of two states.</summary>
    private static Machine Split()
    {
        const double Coupling = 0.9;
        Machine machine = new(new(BinaryUnit.Instance, Sites, true), new(BinaryUnit.Instance, Hidden, true));
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int i = 0; i < Sites; i++)
                machine.FieldOf(mu)[i] = (float)(Coupling * (1 + 0.2 * Math.Sin(1 + 7 * i + 13 * mu + 3 * i * mu)));
            machine.Parameters.HiddenFields[mu] = (float)(-Coupling * Sites / 2);
        }

        for (int i = 0; i < Sites; i++)
            machine.Parameters.VisibleFields[i] = (float)(-Coupling * Hidden / 2);
        return machine;
    }

    private static float[] Coins()
    {
        Random coin = new(5);
        return [.. Enumerable.Range(0, Starts * Sites).Select(_ => (float)coin.Next(2))];
    }

    private static TwoStateMachine Of(Machine machine)
    {
        double[,] weights = new double[Sites, Hidden];
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int i = 0; i < Sites; i++)
                weights[i, mu] = machine.FieldOf(mu)[i];
        }

        return new(TwoStateUnit.Binary, TwoStateUnit.Binary, weights,
            Array.ConvertAll(machine.Parameters.VisibleFields, a => (double)a),
            Array.ConvertAll(machine.Parameters.HiddenFields, b => (double)b));
    }
}
