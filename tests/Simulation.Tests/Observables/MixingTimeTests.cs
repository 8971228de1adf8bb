using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

/// <summary>Chains of a machine of 8 × 3 units against the spectrum of their kernel.</summary>
public class MixingTimeTests
{
    private const int Sites = 8, Hidden = 3, Chains = 400;

    private static readonly ExactChain Exact = Machine(strength: 1.4);

    /// <summary>Two states of opposite units, of not quite the same weight.</summary>
    private static ExactChain Machine(double strength)
    {
        double[,] weights = new double[Sites, Hidden];
        for (int i = 0; i < Sites; i++)
        {
            for (int j = 0; j < Hidden; j++)
                weights[i, j] = strength * (0.9 + 0.8 * Math.Sin(1 + 7 * i + 13 * j + 3 * i * j));
        }

        double Row(int i) => Enumerable.Range(0, Hidden).Sum(j => weights[i, j]);
        double Column(int j) => Enumerable.Range(0, Sites).Sum(i => weights[i, j]);
        return new(weights, [.. Enumerable.Range(0, Sites).Select(i => -Row(i) / 2 + 0.05 * Math.Cos(3 * i))],
            [.. Enumerable.Range(0, Hidden).Select(j => -Column(j) / 2 + 0.1 * Math.Sin(5 * j + 1))]);
    }

    // The error is one of ten groups: Student's t of nine degrees of freedom.
    private static readonly double Quantile = StudentT.InvCDF(0, 1, MixingTime.Groups - 1, 1 - Chance.FalseAlarm / 2);

    private static double[] Direction(int which) => [.. Enumerable.Range(0, Sites).Select(i => 0.2 + Math.Sin(2 * i + which))];

    /// <summary>Chains whose starts follow p(v).</summary>
    private static PersistentChains Equilibrated(ExactChain exact, ulong seed)
    {
        PersistentChains chains = new(Chains, exact.Machine.VisibleLayer, seed);
        RandomStream stream = new(seed, StreamPurpose.Other, 1);
        for (int chain = 0; chain < Chains; chain++)
        {
            double left = stream.NextDouble();
            int state = -1;
            while (left >= 0 && state < exact.Law.Length - 1)
                left -= exact.Law[++state];
            chains.Row(chain)[0] = (byte)state;
        }

        return chains;
    }

    [Fact]
    public void The_kernel_of_a_sweep_keeps_the_law_and_is_a_positive_operator()
    {
        Vector<double> law = Vector<double>.Build.Dense(Exact.Law);
        Assert.True((Exact.Kernel.LeftMultiply(law) - law).InfinityNorm() < 1e-14);
        Assert.Equal(1, Exact.Eigenvalues[^1], 1e-12);
        Assert.True(Exact.Eigenvalues[0] > -1e-12);
        // The kernel passes through the hidden units: no more modes than these have states.
        Assert.Equal(1 << Hidden, Exact.Eigenvalues.Count(x => x > 1e-9));
        // Slow enough that the window matters.
        Assert.InRange(Exact.Memory(Exact.Projection([1, 1, 1, 1, 1, 1, 1, 1])).Time, 4, 20);
    }

    [Fact]
    public void Projections_and_the_free_energy_have_the_times_of_the_spectrum()
    {
        const int Sweeps = 1009;
        double[][] directions = [Direction(0), Direction(1), [1, 1, 1, 1, 1, 1, 1, 1]];
        ChainRecord record = ChainRecord.Of(Exact.Machine, Equilibrated(Exact, 3), directions, Sweeps, freeEnergies: true);
        double[][] numbers = [.. directions.Select(Exact.Projection), Exact.FreeEnergies];
        double[][][] series = [.. record.Projections, record.FreeEnergies!];
        for (int k = 0; k < numbers.Length; k++)
        {
            (Func<int, double> correlation, double time) = Exact.Memory(numbers[k]);
            MixingTime found = MixingTime.Measure(series[k]);
            Assert.False(found.IsLowerBound);
            // What lies beyond the window: at least 6 τ, where no mode is slower than the slowest.
            double slowest = Exact.Eigenvalues[^2], tail = correlation((int)(5.5 * found.Time)) / (1 - slowest);
            Chance.Near(time, found.Time, Quantile * found.TimeError + tail);
            Assert.InRange(found.TimeError, 0, 0.1 * time);
            Chance.Near(correlation(1), found.StepCorrelation, Quantile * found.StepCorrelationError);
            double mean = Exact.Mean(numbers[k]), variance = Exact.Mean(numbers[k].Select(x => Math.Pow(x - mean, 2)));
            double kurtosis = Exact.Mean(numbers[k].Select(x => Math.Pow(x - mean, 4))) / (variance * variance);
            Chance.Near(kurtosis, found.Kurtosis, Quantile * found.KurtosisError);
            Assert.InRange(found.KurtosisError, 0, 0.1 * kurtosis);
        }
    }

    [Fact]
    public void Records_some_sweeps_apart_have_the_times_of_that_distance()
    {
        const int Interval = 3;
        double[] direction = Direction(1);
        Func<int, double> correlation = Exact.Memory(Exact.Projection(direction)).Correlation;
        ChainRecord record = ChainRecord.Of(Exact.Machine, Equilibrated(Exact, 5), [direction], 301, Interval);
        MixingTime found = MixingTime.Measure(record.Projections[0]);
        double time = 0.5 + Enumerable.Range(1, 10_000).Sum(t => correlation(Interval * t));
        double tail = Enumerable.Range((int)(5.5 * found.Time), 10_000).Sum(t => correlation(Interval * t));
        Chance.Near(time, found.Time, Quantile * found.TimeError + tail);
        Chance.Near(correlation(Interval), found.StepCorrelation, Quantile * found.StepCorrelationError);
        Assert.Null(record.FreeEnergies);
    }

    [Theory]
    [InlineData(1.4, 13)]
    [InlineData(2.8, 61)]
    public void A_window_that_is_too_short_gives_a_lower_bound(double strength, int sweeps)
    {
        ExactChain exact = Machine(strength);
        double[] direction = [1, 1, 1, 1, 1, 1, 1, 1];
        double time = exact.Memory(exact.Projection(direction)).Time;
        MixingTime found = MixingTime.Measure(ChainRecord.Of(exact.Machine, Equilibrated(exact, 7), [direction], sweeps).Projections[0]);
        Assert.True(found.IsLowerBound);
        Assert.InRange(found.Time, 1, sweeps / 2.0);
        Assert.True(found.Time < time + Quantile * found.TimeError, $"{found.Time} ± {found.TimeError} is no bound of {time}");
    }

    [Fact]
    public void Chains_that_never_leave_their_places_give_half_of_the_window()
    {
        double[][] still = [.. Enumerable.Range(0, 20).Select(chain => Enumerable.Repeat((double)(chain % 2), 50).ToArray())];
        MixingTime found = MixingTime.Measure(still);
        Assert.Equal((25.0, true, 1.0), (found.Time, found.IsLowerBound, found.Kurtosis));
        // A Fourier transform of 128 numbers: some ten roundings.
        Assert.Equal(1, found.StepCorrelation, 1e-14);
        MixingTime none = MixingTime.Measure([.. still.Select(_ => new double[50])]);
        Assert.Equal((double.NaN, false, double.NaN), (none.Time, none.IsLowerBound, none.StepCorrelation));
    }

    [Fact]
    public void The_mean_is_that_of_all_chains_and_times()
    {
        // Each chain is constant but for one step, about its own mean: about the common mean they hardly move.
        double[][] chains = [.. Enumerable.Range(0, 10).Select(chain
            => new double[] { chain, chain, chain, chain + 0.01 })];
        Assert.True(MixingTime.Measure(chains).StepCorrelation > 0.99);
    }

    [Fact]
    public void Errors_are_those_of_chains_made_again_also_where_they_stay_where_they_began()
    {
        // Chains that keep one of two values, and a little noise: the kurtosis is that of how many keep which.
        const int Trials = 1000, Chains = 100, Length = 16;
        RandomStream stream = new(17, StreamPurpose.Other, 0);
        double[] found = new double[Trials], claimed = new double[Trials];
        for (int trial = 0; trial < Trials; trial++)
        {
            double[][] chains = [.. Enumerable.Range(0, Chains).Select(_ =>
            {
                double kept = stream.NextDouble() < 0.2 ? 1 : 0;
                return Enumerable.Range(0, Length).Select(_ => kept + 0.1 * stream.NextGaussian()).ToArray();
            })];
            MixingTime time = MixingTime.Measure(chains);
            Assert.True(time.IsLowerBound);
            (found[trial], claimed[trial]) = (time.Kurtosis, time.KurtosisError);
        }

        double mean = found.Average(), spread = found.Sum(k => (k - mean) * (k - mean)) / (Trials - 1);
        double said = claimed.Average(error => error * error);
        // The square of the spread of 1000 numbers has a relative error of √(2/999) = 0.045 for the normal law, and less
        // than twice that for one as skew as a kurtosis; the jackknife of ten groups is too large by up to a tenth.
        Assert.InRange(said / spread, 1 - Chance.Sigmas * 0.09, 1.1 + Chance.Sigmas * 0.09);
    }

    [Fact]
    public void Products_are_those_of_a_naive_sum_about_the_mean_of_the_chains()
    {
        const int Length = 37;
        RandomStream stream = new(19, StreamPurpose.Other, 0);
        double[][] chains = [.. Enumerable.Range(0, 3).Select(c
            => Enumerable.Range(0, Length).Select(t => c + Math.Sin(t) + stream.NextGaussian()).ToArray())];
        ChainMoments moments = ChainMoments.Sum([ChainMoments.Of(chains[..1], default), ChainMoments.Of(chains[1..], default)]);
        double mean = chains.Average(one => one.Average());
        for (int t = 0; t < Length; t++)
        {
            double sum = chains.Sum(one => Enumerable.Range(0, Length - t).Sum(s => (one[s] - mean) * (one[s + t] - mean)));
            // Sums of a hundred numbers of some 5, by a transform of 128.
            Assert.Equal(sum / (3 * (Length - t)), moments.Covariance(t), 1e-12);
        }
    }

    [Fact]
    public void Chains_from_coins_relax_as_the_kernel_says()
    {
        int[] sweeps = [0, 1, 2, 3, 5, 8, 13, 21];
        PersistentChains equilibrium = Equilibrated(Exact, 11);
        Relaxation found = Relaxation.Measure(Exact.Machine,
            new ByteRows(equilibrium.Rows.ToArray(), Sites, equilibrium.RowBytes), 4000, sweeps, seed: 13);
        Vector<double> law = Vector<double>.Build.Dense(Exact.Law.Length, 1.0 / Exact.Law.Length);
        double[] exact = new double[sweeps.Length];
        for (int k = 0, done = 0; k < sweeps.Length; k++)
        {
            for (; done < sweeps[k]; done++)
                law = Exact.Kernel.LeftMultiply(law);
            exact[k] = law.DotProduct(Vector<double>.Build.Dense(Exact.FreeEnergies));
            Chance.Near(exact[k], found.FreeEnergies[k], Chance.Sigmas * found.Errors[k]);
        }

        double mean = Exact.Mean(Exact.FreeEnergies);
        Chance.Near(mean, found.Equilibrium, Chance.Sigmas * found.EquilibriumError);
        // The relaxation is seen: its first step is larger than its error by far.
        Assert.True(exact[0] - mean > 20 * found.Errors[0]);

        // Without noise the time is that of the exact means.
        Relaxation noiseless = found with { FreeEnergies = exact, Equilibrium = mean };
        int after = Array.FindIndex(exact, f => f - mean <= (exact[0] - mean) / Math.E);
        Assert.InRange(noiseless.Time, sweeps[after - 1], sweeps[after]);
        Assert.InRange(found.Time, noiseless.Time - 0.3, noiseless.Time + 0.3);
        Assert.Equal(double.PositiveInfinity, (found with { Equilibrium = mean - 100 }).Time);
        // An excess within its error is none.
        Assert.Equal(double.NaN, (found with { Equilibrium = found.FreeEnergies[0] - 4 * found.Errors[0], EquilibriumError = 0 }).Time);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says("chains.Count = 9, but it should be at least 10", () => MixingTime.Measure([.. Enumerable.Repeat(new double[9], 9)]));
        Says("one.Length = 5, but it should be exactly 4",
            () => MixingTime.Measure([.. Enumerable.Repeat(new double[4], 10), new double[5]]));
        Rbm machine = Exact.Machine;
        PersistentChains chains = new(10, machine.VisibleLayer, 1);
        Says("direction.Length = 7, but it should be exactly 8", () => ChainRecord.Of(machine, chains, [new double[7]], 3));
        ByteRows rows = new(chains.Rows.ToArray(), Sites, chains.RowBytes);
        Says("sweeps from one look to the next = 0, but it should be at least 1",
            () => Relaxation.Measure(machine, rows, 10, [0, 2, 2], 1));
    }
}
