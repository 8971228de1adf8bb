using System.Text.Json.Serialization;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>What was measured of one training, age by age.</summary>
internal sealed record MixingHistory
{
    /// <summary>How many modes have gains, times and kurtoses at each age.</summary>
    public const int Followed = 3;

    /// <summary>s_1*, at which the first mode of the data alone orders a machine.</summary>
    public required double Star { get; init; }

    /// <summary>Kurtosis of the data along the first mode of C − D.</summary>
    public required double DataKurtosis { get; init; }

    /// <summary>The update of each age.</summary>
    public required double[] Updates { get; init; }

    /// <summary>s_1.</summary>
    public required double[] SingularValues { get; init; }

    /// <summary>The largest frozen gains, <see cref="Followed"/> of each age.</summary>
    public required double[] FrozenGains { get; init; }

    /// <summary>g_1 at the mean-field point.</summary>
    public required double[] PointGains { get; init; }

    /// <summary>ρ(1) along u_1 with inputs that fluctuate.</summary>
    public required double[] InputCorrelations { get; init; }

    /// <summary>τ along u_1 with inputs that fluctuate, in sweeps.</summary>
    public required double[] InputTimes { get; init; }

    /// <summary>ρ(1) along u_1, and its error, of the chains.</summary>
    public required double[] Correlations { get; init; }

    /// <summary>Its errors.</summary>
    public required double[] CorrelationErrors { get; init; }

    /// <summary>τ along u_1, u_2, …, in sweeps, or a lower bound of it; <see cref="Followed"/> of each age.</summary>
    public required double[] Times { get; init; }

    /// <summary>Its errors.</summary>
    public required double[] TimeErrors { get; init; }

    /// <summary>1 where τ is only known to be larger; as many.</summary>
    public required double[] TimesAreBounds { get; init; }

    /// <summary>The largest τ of all modes, or a lower bound.</summary>
    public required double[] LargestTimes { get; init; }

    /// <summary>Its errors.</summary>
    public required double[] LargestTimeErrors { get; init; }

    /// <summary>1 where it is only known to be larger.</summary>
    public required double[] LargestTimesAreBounds { get; init; }

    /// <summary>The mode of the largest τ, from 1.</summary>
    public required double[] SlowestModes { get; init; }

    /// <summary>Kurtoses along u_1, u_2, …; <see cref="Followed"/> of each age.</summary>
    public required double[] Kurtoses { get; init; }

    /// <summary>Its errors.</summary>
    public required double[] KurtosisErrors { get; init; }

    /// <summary>Sweeps from coins until 1/e of the excess of the free energy after one sweep is left; ∞ where that takes
    /// longer than was looked at, NaN where there is no excess beyond its error.</summary>
    public required double[] RelaxationTimes { get; init; }

    /// <summary>Excess of the mean free energy of chains from coins over that of equilibrium, at all times of each
    /// age, in nats.</summary>
    public required double[] Excesses { get; init; }

    /// <summary>The ages in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<MixingAge> Ages => [.. Enumerable.Range(0, Updates.Length).Select(k => new MixingAge(this, k))];
}

/// <summary>A machine at one age.</summary>
/// <param name="history">Its history.</param>
/// <param name="index">Counted from 0.</param>
internal readonly struct MixingAge(MixingHistory history, int index)
{
    /// <summary>The update.</summary>
    public double Update => history.Updates[index];

    /// <summary>s_1.</summary>
    public double SingularValue => history.SingularValues[index];

    /// <summary>g^f_1.</summary>
    public double FrozenGain => FrozenGainOf(0);

    /// <summary>g_1 of the mean-field point.</summary>
    public double PointGain => history.PointGains[index];

    /// <summary>ρ(1) with inputs that fluctuate.</summary>
    public double InputCorrelation => history.InputCorrelations[index];

    /// <summary>τ with inputs that fluctuate.</summary>
    public double InputTime => history.InputTimes[index];

    /// <summary>ρ(1) of the chains.</summary>
    public double Correlation => history.Correlations[index];

    /// <summary>Its error.</summary>
    public double CorrelationError => history.CorrelationErrors[index];

    /// <summary>The largest τ of all modes.</summary>
    public double LargestTime => history.LargestTimes[index];

    /// <summary>Whether it is a lower bound.</summary>
    public bool LargestTimeIsBound => history.LargestTimesAreBounds[index] != 0;

    /// <summary>Sweeps of the relaxation from coins.</summary>
    public double RelaxationTime => history.RelaxationTimes[index];

    /// <summary>g^f_α.</summary>
    /// <param name="mode">α, counted from 0.</param>
    public double FrozenGainOf(int mode) => Of(history.FrozenGains, mode);

    /// <summary>τ along u_α of the chains, or a lower bound.</summary>
    /// <param name="mode">α, counted from 0.</param>
    public double TimeOf(int mode) => Of(history.Times, mode);

    /// <summary>Its error.</summary>
    /// <param name="mode">α, counted from 0.</param>
    public double TimeErrorOf(int mode) => Of(history.TimeErrors, mode);

    /// <summary>Whether it is a lower bound.</summary>
    /// <param name="mode">α, counted from 0.</param>
    public bool TimeIsBound(int mode) => Of(history.TimesAreBounds, mode) != 0;

    /// <summary>Kurtosis along u_α.</summary>
    /// <param name="mode">α, counted from 0.</param>
    public double KurtosisOf(int mode) => Of(history.Kurtoses, mode);

    private double Of(double[] all, int mode) => all[index * MixingHistory.Followed + mode];
}
