using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>Trains one mode of Gaussian units with chains that start anew, and with chains that persist.</summary>
internal static class ChainTraining
{
    /// <summary>Updates that are kept of a course after a kick.</summary>
    public const int CourseUpdates = 40;

    /// <summary>x over its fixed point after the kick.</summary>
    public const double Kick = 0.9;

    private const double StartGain = 0.5;

    /// <summary>The pictured course has so many times more chains, as their noise is kicks too.</summary>
    private const int CourseFactor = 40;

    /// <summary>A training is unstable where V strays from C by more than this part of it.</summary>
    private const double Astray = 1;

    /// <summary>By Rdm-k.</summary>
    /// <param name="settings">The training.</param>
    /// <param name="run">Its seed.</param>
    public static ShortChainsResult Short(ShortChains settings, RunContext run)
    {
        GaussianMachine machine = new([Math.Sqrt(StartGain)], 1, settings.Chains, run.Seed);
        RandomStream data = new(run.Seed, StreamPurpose.Data, 0);
        double weight = 0;
        for (int update = 0; update < settings.Updates; update++)
        {
            run.Stop.ThrowIfCancellationRequested();
            double squares = 0;
            for (int s = 0; s < settings.Chains; s++)
                squares += Math.Pow(data.NextGaussian(), 2);
            machine.Restart(1);
            machine.Sweep(settings.Sweeps);
            machine.Update([settings.Signal * squares / settings.Chains], settings.LearningRate);
            if (update >= settings.Updates / 2)
                weight += machine.Weights[0];
        }

        weight /= settings.Updates - settings.Updates / 2;
        GaussianMachine trained = new([weight], 1, settings.Samples, run.Seed + 1);
        List<double> variances = [];
        int done = 0;
        foreach (int time in settings.Times)
        {
            trained.Sweep(time - done);
            done = time;
            variances.Add(GaussianMachine.Moments(trained.Chains, 1)[0]);
        }

        return new(weight * weight, [.. variances]);
    }

    /// <summary>ν of a k: below both critical ones, between them, and beyond both.</summary>
    /// <param name="mode">The mode, trained by PCD-k.</param>
    public static double[] Rates(PersistentMode mode)
        => [0.2 * mode.OscillationRate, Math.Sqrt(mode.OscillationRate * mode.CriticalRate), 1.5 * mode.CriticalRate];

    /// <summary>By PCD-k on infinitely many samples.</summary>
    /// <param name="settings">C, k, chains and updates.</param>
    /// <param name="run">Its seed.</param>
    public static PersistentFits Persistent(GaussianChainsSettings settings, RunContext run)
    {
        List<double> traces = [], determinants = [], courses = [];
        ulong number = 0;
        foreach (int sweeps in settings.PersistentSweeps)
        {
            PersistentMode mode = new(new(settings.PersistentSignal), sweeps);
            foreach (double rate in Rates(mode))
            {
                run.Stop.ThrowIfCancellationRequested();
                (double trace, double determinant) = Fit(settings, mode, rate, run.Seed + number);
                traces.Add(trace);
                determinants.Add(determinant);
                if (run.Number == 1 && sweeps == settings.PersistentSweeps[0] && rate < mode.CriticalRate)
                    courses.AddRange(Course(settings, mode, rate, run.Seed + number));
                number += 2;
            }

            run.Progress.Report((double)traces.Count / (3 * settings.PersistentSweeps.Count));
        }

        return new([.. traces], [.. determinants], run.Number == 1 ? [.. courses] : null);
    }

    /// <summary>
    /// Trace and determinant of the map of (δx, δV), by least squares over what chance does to both: both are known
    /// before the noise of the next update. NaN where V strays.
    /// </summary>
    private static (double Trace, double Determinant) Fit(
        GaussianChainsSettings settings, PersistentMode mode, double rate, ulong seed)
    {
        GaussianMachine machine = InEquilibrium(settings, mode, 1, settings.PersistentChains, seed);
        double signal = settings.PersistentSignal, rest = mode.Mode.FixedPoint;
        double xx = 0, xv = 0, vv = 0, xNextX = 0, vNextX = 0, xNextV = 0, vNextV = 0;
        double x = machine.Weights[0] * machine.Weights[0] - rest;
        double v = GaussianMachine.Moments(machine.Chains, 1)[0] - signal;
        for (int update = 0; update < settings.PersistentUpdates; update++)
        {
            machine.Sweep(mode.Sweeps);
            machine.Update([signal], rate);
            double nextX = machine.Weights[0] * machine.Weights[0] - rest;
            double nextV = GaussianMachine.Moments(machine.Chains, 1)[0] - signal;
            if (!(Math.Abs(nextV) < Astray * signal))
                return (double.NaN, double.NaN);
            (xx, xv, vv) = (xx + x * x, xv + x * v, vv + v * v);
            (xNextX, vNextX) = (xNextX + x * nextX, vNextX + v * nextX);
            (xNextV, vNextV) = (xNextV + x * nextV, vNextV + v * nextV);
            (x, v) = (nextX, nextV);
        }

        double square = xx * vv - xv * xv;
        double a = (xNextX * vv - vNextX * xv) / square, b = (vNextX * xx - xNextX * xv) / square;
        double c = (xNextV * vv - vNextV * xv) / square, d = (vNextV * xx - xNextV * xv) / square;
        return (a + d, a * d - b * c);
    }

    /// <summary>x after each of the first updates from a kick.</summary>
    private static IEnumerable<double> Course(
        GaussianChainsSettings settings, PersistentMode mode, double rate, ulong seed)
    {
        GaussianMachine machine = InEquilibrium(
            settings, mode, Math.Sqrt(Kick), CourseFactor * settings.PersistentChains, seed + 1);
        for (int update = 0; update < CourseUpdates; update++)
        {
            machine.Sweep(mode.Sweeps);
            machine.Update([settings.PersistentSignal], rate);
            yield return Math.Round(machine.Weights[0] * machine.Weights[0], 5);
        }
    }

    private static GaussianMachine InEquilibrium(
        GaussianChainsSettings settings, PersistentMode mode, double overRest, int chains, ulong seed)
    {
        GaussianMachine machine = new([overRest * mode.Mode.Weight], 1, chains, seed);
        machine.Restart(settings.PersistentSignal);
        return machine;
    }
}
