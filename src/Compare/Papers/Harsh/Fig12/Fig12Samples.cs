using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 12(a) and (b): top eigenvalues of sampled covariances.</summary>
internal static class Fig12Samples
{
    /// <summary>S at a noise ratio.</summary>
    /// <param name="sites">N.</param>
    /// <param name="noiseRatio">r.</param>
    public static int SizeAt(int sites, double noiseRatio) => (int)Math.Round(sites / noiseRatio);

    /// <summary>The top eigenvalue of C (24) over the first N/r rows of one set of samples, for every r.</summary>
    public static SampledEigenvalues Growing(TopEigenvalues settings, RunContext run)
    {
        int sites = settings.Sites;
        int[] sizes = [.. settings.NoiseRatios.Select(r => SizeAt(sites, r))];
        SpinSet data = new IsingRingSampler(sites, settings.Beta).SampleSet(sizes.Max(), run.Seed, StreamPurpose.Data);
        SpinCovariance covariance = new(sites);
        double[] tops = new double[sizes.Length];
        for (int i = tops.Length - 1; i >= 0; i--)
        {
            run.Stop.ThrowIfCancellationRequested();
            int before = (int)covariance.Rows;
            covariance.Add(data, before, sizes[i] - before);
            tops[i] = new CovarianceSpectrum(covariance.Matrix()).Top;
        }

        return new(tops);
    }

    /// <summary>The mean top eigenvalue of C over independent growing sets of samples, at every S.</summary>
    public static TopMeans Judged(IsingTwin settings, RunContext run)
    {
        int most = settings.Sizes[^1];
        SpinSet data = new IsingRingSampler(settings.Sites, settings.Beta)
            .SampleSet(settings.Sets * most, run.Seed, StreamPurpose.Data);
        double[] means = new double[settings.Sizes.Count];
        for (int set = 0; set < settings.Sets; set++)
        {
            run.Stop.ThrowIfCancellationRequested();
            SpinCovariance covariance = new(settings.Sites);
            for (int i = 0; i < means.Length; i++)
            {
                int before = (int)covariance.Rows;
                covariance.Add(data, (set * most) + before, settings.Sizes[i] - before);
                means[i] += new LeadingEigenpair(covariance.Matrix()).Value / settings.Sets;
            }
        }

        return new(means);
    }
}
