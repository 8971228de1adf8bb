using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Spectra;

/// <summary>
/// The singular values of the weights of a machine beside those of noise: of the weights that a training begins with,
/// and of the bulk that is found; and how its leading directions lie to the principal components of the data.
/// </summary>
internal sealed class MachineSpectrum
{
    /// <summary>Most numbers of a configuration for which principal components are computed: a minute of
    /// work.</summary>
    public const int WidestData = 2000;

    private const int MostRows = 10_000;

    /// <summary>Computes all of it.</summary>
    /// <param name="loaded">The machine.</param>
    /// <param name="components">Most directions and principal components that are lined up.</param>
    /// <param name="warn">Told why there are no principal components.</param>
    public MachineSpectrum(LoadedMachine loaded, int components, Action<string> warn)
    {
        Weights = new(loaded.Machine);
        if (loaded.Run is RunView run)
            Initial = new(Weights.Rows, Weights.Columns, run.Settings.InitialDeviation);
        if (Weights.Values[(Weights.Values.Count - 1) / 2] > 0)
            Bulk = SingularValueLaw.OfBulk(Weights.Rows, Weights.Columns, Weights.Values);
        Measures = new(loaded.Machine, Weights.Values, (Bulk ?? Initial)?.UpperEdge);
        if (loaded.Run is not null)
            Overlaps = OverlapsOf(loaded, components, warn);
        else
            warn("no principal components: a file of a machine names no data; give the folder of its run");
    }

    /// <summary>The singular values.</summary>
    public WeightSpectrum Weights { get; }

    /// <summary>The law of the weights that the training began with; null where that is not known.</summary>
    public SingularValueLaw? Initial { get; }

    /// <summary>The law of noise with the same median; null where half of the values are 0.</summary>
    public SingularValueLaw? Bulk { get; }

    /// <summary>What values and weights look like; outliers are counted from the edge of <see cref="Bulk"/>, or where
    /// there is none of <see cref="Initial"/>.</summary>
    public WeightMeasures Measures { get; }

    /// <summary>Of the weights of the units of values 0 and 1 that are on in more than 0.5 % of the data; null where
    /// there are no data, other units, or no such unit.</summary>
    public WeightMoments? ActiveMoments { get; private set; }

    /// <summary>|⟨v_a, e_b⟩| of direction a and principal component b, [a][b]; null where there are no data.</summary>
    public double[][]? Overlaps { get; }

    /// <summary>The variances of the data along the principal components; null where there are no data.</summary>
    public double[]? Variances { get; private set; }

    /// <summary>How many singular values are above an edge.</summary>
    /// <param name="law">The law of the edge.</param>
    public int CountAbove(SingularValueLaw law) => Weights.Values.Count(value => value > law.UpperEdge);

    private double[][]? OverlapsOf(LoadedMachine loaded, int components, Action<string> warn)
    {
        TrainingSettings settings = loaded.Run!.Settings;
        int width = loaded.Machine.VisibleLayer.Width;
        if (width > WidestData)
        {
            warn($"no principal components: a configuration is {width} numbers, and should be at most {WidestData}");
            return null;
        }

        try
        {
            TrainingData data = TrainingData.Load(settings);
            (double[,] covariance, double[] means) = DataCovariance.Of(
                SomeRows.Spread(data.TrainingRows(int.MaxValue, settings.Seed), MostRows), data.Unit);
            if (covariance.GetLength(0) != width)
                throw new InputException($"the data have {covariance.GetLength(0)} numbers, the machine {width}");
            if (loaded.Machine.VisibleLayer.Unit is BinaryUnit && data.Unit is BinaryUnit && means.Max() > 0.005)
                ActiveMoments = WeightMoments.Of(loaded.Machine, means);
            CovarianceSpectrum principal = new(covariance);
            int count = Math.Min(components, Weights.Values.Count), of = Math.Min(components, width);
            Variances = principal.Eigenvalues[..of];
            return [.. Enumerable.Range(0, count).Select(a => Enumerable.Range(0, of)
                .Select(b => Overlap(Weights.Direction(a), principal.Vector(b))).ToArray())];
        }
        catch (InputException error)
        {
            warn($"no principal components: {error.Message}");
            return null;
        }
    }

    private static double Overlap(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double sum = 0;
        for (int x = 0; x < one.Length; x++)
            sum += one[x] * other[x];
        return Math.Abs(sum);
    }
}
