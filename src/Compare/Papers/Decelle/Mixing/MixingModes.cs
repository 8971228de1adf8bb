using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Humans;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The data of a training, and what theory needs of them.</summary>
internal sealed class MixingModes
{
    private MixingModes(SpinSet rows)
    {
        Rows = rows;
        (double[,] matrix, double[] means) = DataCovariance.Of(rows, BinaryUnit.Instance);
        Deviations = [.. means.Select(p => Math.Sqrt(p * (1 - p)))];
        for (int i = 0; i < means.Length; i++)
            matrix[i, i] = 0;
        double[] first = new LeadingEigenpair(matrix).Vector.ToArray();
        double variance = first.Zip(Deviations, (u, d) => u * u * d * d).Sum();
        Star = 2 / Math.Sqrt(variance);
        Kurtosis = KurtosisAlong(first);
    }

    /// <summary>The samples.</summary>
    public SpinSet Rows { get; }

    /// <summary>√(p(1 − p)) of each unit.</summary>
    public double[] Deviations { get; }

    /// <summary>s_1* = 2/√(u₁ᵀDu₁), u₁ of C − D.</summary>
    public double Star { get; }

    /// <summary>Kurtosis of the samples along that u₁.</summary>
    public double Kurtosis { get; }

    /// <summary>Throws where the data of a run are missing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where the user has data.</param>
    /// <exception cref="InputException">They are missing.</exception>
    public static void Check(MixingRun run, UserData data)
    {
        if (run.Kind == MixingData.Digits)
            run.Source.Check(data);
        else if (run.Kind == MixingData.Humans)
            HumanData.Find(data);
    }

    /// <summary>Reads or draws the data of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where the user has data.</param>
    public static MixingModes Of(MixingRun run, UserData? data) => new(run.Kind switch
    {
        MixingData.Digits => run.Source.Train(data),
        MixingData.Humans => HumanData.Find(data).Read().Rows,
        _ => SpikedBernoulli.SampleSet(run.Samples, run.Sites, run.Strengths, run.DataSeed).Rows,
    });

    private double KurtosisAlong(double[] direction)
    {
        double[] projections = [.. Enumerable.Range(0, Rows.Samples).Select(s
            => Enumerable.Range(0, Rows.Sites).Sum(i => Rows.Spin(s, i) > 0 ? direction[i] : 0))];
        double mean = projections.Average(), square = projections.Average(x => Math.Pow(x - mean, 2));
        return projections.Average(x => Math.Pow(x - mean, 4)) / (square * square);
    }
}
