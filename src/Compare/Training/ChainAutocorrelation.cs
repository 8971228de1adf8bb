using System.Globalization;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Training;

/// <summary>
/// The integrated autocorrelation times of the Gibbs chains that training data come from: those of log p(v) and of
/// |magnetisation|, in sweeps, measured on one long chain of the same law.
/// </summary>
/// <remarks>
/// Every sample is the end of a chain of its own after 1000 sweeps, the paper's way by our reading: samples are
/// independent whatever the times are, and a larger set begins with the smaller one. The times only tell whether the
/// chains were long enough; nothing is chosen from them, for a rounding would then choose other data. The long chain
/// costs as much as 50 samples.
/// </remarks>
/// <param name="LogWeights">Of log p(v) + log Z.</param>
/// <param name="Magnetisations">Of |magnetisation|.</param>
public sealed record ChainAutocorrelation(Autocorrelation LogWeights, Autocorrelation Magnetisations)
{
    // A thousand times the 50 sweeps of the Ising ring at β = 1.5: what Autocorrelation asks for.
    private const int Sweeps = 50_000;

    // What is left of the start is e^{−10} of it.
    private const double TimesOfBurnIn = 10;

    private const string LogWeightTime = "dataLogWeightTime", MagnetisationTime = "dataMagnetisationTime";
    private const string Error = "Error";

    /// <summary>How the samples are taken.</summary>
    public static GibbsPlan Plan { get; } = new();

    /// <summary>τ and its standard error of both, in sweeps, as records name them; NaN where a chain never moved, or
    /// moves too slowly to be measured.</summary>
    public IEnumerable<(string Name, double Value)> Numbers =>
    [
        (LogWeightTime, LogWeights.Time), (LogWeightTime + Error, LogWeights.TimeError),
        (MagnetisationTime, Magnetisations.Time), (MagnetisationTime + Error, Magnetisations.TimeError),
    ];

    /// <summary>A line where the chains may have been too short for the law; else null.</summary>
    public string? Warning
    {
        get
        {
            double longest = Math.Max(LogWeights.Time, Magnetisations.Time);
            return TimesOfBurnIn * longest <= Plan.BurnIn ? null
                : double.IsNaN(longest)
                    ? $"the Gibbs chains of the data have no autocorrelation time below {Sweeps / 2} sweeps: samples "
                        + $"after {Plan.BurnIn} sweeps may not follow the law"
                    : string.Create(CultureInfo.InvariantCulture, $"the Gibbs chains of the data remember {longest:F0} ")
                        + $"sweeps: samples after {Plan.BurnIn} sweeps may not follow the law";
        }
    }

    /// <summary>Follows one long chain.</summary>
    /// <param name="sampler">The law.</param>
    /// <param name="seed">The seed of the run.</param>
    public static ChainAutocorrelation Measure(GibbsSampler sampler, ulong seed)
    {
        GibbsTrace trace = sampler.Trace(Sweeps, Plan.BurnIn, seed);
        return new(trace.OfLogWeights(), trace.OfMagnetisations());
    }

    /// <summary>The times in one line; null where a record has none.</summary>
    /// <param name="numbers">The numbers of a record.</param>
    public static string? Describe(IReadOnlyDictionary<string, double> numbers)
    {
        string Of(string name) => string.Create(CultureInfo.InvariantCulture,
            $"{numbers[name]:G3} ± {numbers.GetValueOrDefault(name + Error, double.NaN):G2}");
        return numbers.ContainsKey(LogWeightTime) && numbers.ContainsKey(MagnetisationTime)
            ? $"Gibbs chains of the data, autocorrelation time in sweeps: log p {Of(LogWeightTime)}, |magnetisation| "
                + $"{Of(MagnetisationTime)}; {Plan.BurnIn} before each sample"
            : null;
    }
}
