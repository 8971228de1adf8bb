using RbmTheory.Compare.Digits;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>What one training left.</summary>
internal sealed record DigitHistory
{
    /// <summary>Seconds of the training alone.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Updates after which the weights were looked at, from 0.</summary>
    public required double[] Updates { get; init; }

    /// <summary>All singular values, look by look.</summary>
    public required double[] Values { get; init; }

    /// <summary>O_k with the principal components, <see cref="SpectralHistory.Subspaces"/> of each look.</summary>
    public required double[] PrincipalOverlaps { get; init; }

    /// <summary>O_k with the modes of C − D.</summary>
    public required double[] GrowthOverlaps { get; init; }

    /// <summary>The largest frozen gains, <see cref="SpectralHistory.Gains"/> of each look.</summary>
    public required double[] FrozenGains { get; init; }

    /// <summary>Var W of each look.</summary>
    public required double[] Variances { get; init; }

    /// <summary>Changes of place so far, of each look.</summary>
    public required double[] Crossings { get; init; }

    /// <summary>The singular values that theory expects, <see cref="LinearPrediction.Modes"/> of each of the first
    /// looks; null where it does not apply.</summary>
    public double[]? Predicted { get; init; }

    /// <summary>Correlations of a sweep: the largest frozen gain, s_1, g_1 at the mean-field point, ρ(1) along u_1 and its
    /// error, five numbers an age; null where none were measured.</summary>
    public double[]? Sweeps { get; init; }

    /// <summary>What theory says at the ages of <see cref="Sweeps"/>: ρ(1) along u_1 with inputs that fluctuate,
    /// <see cref="Theory.MeanField.GaussianInputs"/>, and Σ u_1² p(1 − p), two numbers each.</summary>
    public double[]? SweepTheory { get; init; }

    /// <summary>|cos| of u_1 with p, p − ½ and ln p/(1 − p), three numbers each look; null where the visible fields do
    /// not start from 0.</summary>
    public double[]? PatternCosines { get; init; }

    /// <summary>Ages with a pseudo-likelihood and a log-likelihood of test data: three numbers each.</summary>
    public double[]? TestLikelihoods { get; init; }

    /// <summary>Standard deviation and excess kurtosis of the weights at the end: of all pixels, and of those that are
    /// on in more than 5 of a thousand data.</summary>
    public required double[] Moments { get; init; }

    /// <summary>Shares of the weights in each bin of a histogram, <see cref="WeightHistogram.Bins"/> each: of all
    /// pixels at the start and at the end, and of those that are on in more than 5 of a thousand data at the end; of a
    /// first run.</summary>
    public double[]? Histograms { get; init; }

    /// <summary>The quality of samples, <see cref="QualityNumbers.Count"/> numbers for each time, then those of fresh
    /// data.</summary>
    public required double[] Quality { get; init; }

    /// <summary><see cref="FixedPointNumbers"/>; null where none were looked for.</summary>
    public double[]? Spurious { get; init; }

    /// <summary>The fraction of the samples after the longest time that are farther from all data than data are from
    /// each other; null where it was not measured.</summary>
    public double? SpuriousSamples { get; init; }

    /// <summary>Rows of the model term at the end, chains or magnetisations, that differ in any bit; null where they
    /// were not counted.</summary>
    public double? DistinctRows { get; init; }

    /// <summary><see cref="PrintedSampling"/>; of the first run by PCD.</summary>
    public double[]? Printed { get; init; }

    /// <summary>k, mean square errors of the reconstruction by k modes to the data and to the whole machine, and of k
    /// principal components: four numbers each.</summary>
    public double[]? Truncation { get; init; }

    /// <summary>k, E1 and E2 of samples of the machine of k modes after <see cref="MachineTraining.ModeSweeps"/> sweeps
    /// from coins: three numbers each.</summary>
    public double[]? ModeSamples { get; init; }

    /// <summary>The same with fields that were trained on for an epoch while the weights stayed.</summary>
    public double[]? FittedModeSamples { get; init; }

    /// <summary>k, and the parts of the error to the whole machine and of the pixels that lie at the boundary of
    /// strokes, <see cref="BoundaryShare"/>: three numbers each.</summary>
    public double[]? BoundaryShares { get; init; }

    /// <summary>Pixels of some test data, of their reconstruction by the whole machine and by the strongest
    /// <see cref="MachineTraining.Retained"/> modes, and what the rest adds; of a first run.</summary>
    public double[]? ReconstructionPictures { get; init; }

    /// <summary>Pixels of the leading ten modes after one epoch, after ten and at the end; of a first run.</summary>
    public double[]? ModePictures { get; init; }

    /// <summary>Pixels of the weights of the 25 hidden units with the longest.</summary>
    public double[]? FeaturePictures { get; init; }

    /// <summary>Pixels of 25 samples after the longest time.</summary>
    public double[]? SamplePictures { get; init; }

    /// <summary>How many singular values a look has.</summary>
    public int Modes => Values.Length / Updates.Length;

    /// <summary>The singular values of a look.</summary>
    /// <param name="look">Counted from 0.</param>
    public double[] ValuesAt(int look) => Values[(look * Modes)..((look + 1) * Modes)];

    /// <summary>One singular value, look by look.</summary>
    /// <param name="index">Counted from 0.</param>
    public double[] CourseOf(int index) => [.. Enumerable.Range(0, Updates.Length).Select(t => Values[t * Modes + index])];

    /// <summary>O_k with the principal components, look by look.</summary>
    /// <param name="subspace">Index of k among <see cref="SpectralHistory.Subspaces"/>.</param>
    public double[] PrincipalCourse(int subspace) => Course(PrincipalOverlaps, subspace);

    /// <summary>O_k with the modes of C − D, look by look.</summary>
    /// <param name="subspace">Index of k among <see cref="SpectralHistory.Subspaces"/>.</param>
    public double[] GrowthCourse(int subspace) => Course(GrowthOverlaps, subspace);

    /// <summary>One frozen gain, look by look.</summary>
    /// <param name="index">Counted from 0.</param>
    public double[] GainCourse(int index) => Course(FrozenGains, index);

    private double[] Course(double[] rows, int index)
    {
        int width = rows.Length / Updates.Length;
        return [.. Enumerable.Range(0, Updates.Length).Select(t => rows[t * width + index])];
    }
}
