using System.Numerics;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The receptive field of one hidden unit over sites and colours. Its place is measured on the angular modulation
/// |F_i|, the amplitude of the cosine of frequency 2π/P at each site; the field is the sites about the largest one
/// where it is above half of that.
/// </summary>
internal sealed class ColourField
{
    private readonly CosineFit[] _free;

    /// <summary>Measures a field.</summary>
    /// <param name="weights">N × P weights, [i × P + v].</param>
    /// <param name="states">P, at least 7: with fewer the third harmonic is another's alias.</param>
    public ColourField(IReadOnlyList<double> weights, int states)
    {
        double[] all = [.. weights];
        Modes = PottsModulation.FirstFourier<double>(all, states);
        Amplitudes = [.. Modes.Select(mode => mode.Magnitude)];
        ReceptiveField shape = ReceptiveField.Measure(Amplitudes);
        (Peak, Width, Centre) = (shape.PeakSite, shape.FullWidthHalfMaximum, shape.Centre);
        AtPeak = all[(Peak * states)..((Peak + 1) * states)];
        PeakFit = CosineFit.AtFrequency<double>(AtPeak);
        _free = CosineFit.AlongRing<double>(all, states, free: true);
        Sites = SitesOf(Amplitudes, Peak);
    }

    /// <summary>F_i, length N.</summary>
    public Complex[] Modes { get; }

    /// <summary>|F_i|, length N, in units of weight.</summary>
    public double[] Amplitudes { get; }

    /// <summary>The site of the largest |F_i|.</summary>
    public int Peak { get; }

    /// <summary>Full width of |F_i| at half maximum, in sites; NaN where it is nowhere below.</summary>
    public double Width { get; }

    /// <summary>Middle of the two half-maximum crossings, in sites.</summary>
    public double Centre { get; }

    /// <summary>The weights at the peak, length P.</summary>
    public double[] AtPeak { get; }

    /// <summary>The cosine of frequency 2π/P through them.</summary>
    public CosineFit PeakFit { get; }

    /// <summary>The sites of the field, in the order of the ring.</summary>
    public IReadOnlyList<int> Sites { get; }

    /// <summary>The frequency fitted at each site, in radians a colour.</summary>
    public double[] Frequencies => [.. _free.Select(fit => fit.Frequency)];

    /// <summary>Mean of the frequencies fitted at the sites of the field.</summary>
    public double FieldFrequency => Sites.Average(i => _free[i].Frequency);

    /// <summary>1 − R² of the cosine at the peak: the part of Σ_v w² that it leaves.</summary>
    public double Unexplained
        => PeakFit.Residual * PeakFit.Residual * AtPeak.Length / AtPeak.Sum(w => w * w);

    /// <summary>
    /// The third harmonic of the weights at the peak over the first, b/a in a cos x + b cos 3x, where x = 2πv/P + φ:
    /// below 0 where they are flatter than a cosine at its extremes.
    /// </summary>
    public double ThirdHarmonic
    {
        get
        {
            int states = AtPeak.Length;
            Complex third = Complex.Zero;
            for (int v = 0; v < states; v++)
                third += 2.0 / states * AtPeak[v] * Complex.FromPolarCoordinates(1, -6 * Math.PI * v / states);
            Complex direction = Modes[Peak] / Amplitudes[Peak];
            return (third / (direction * direction * direction)).Real / Amplitudes[Peak];
        }
    }

    /// <summary>(Σ |F|²)² / Σ |F|⁴: the number of sites a field of equal amplitudes would have.</summary>
    public double Participation
    {
        get
        {
            double squares = Amplitudes.Sum(a => a * a);
            return squares * squares / Amplitudes.Sum(a => a * a * a * a);
        }
    }

    /// <summary>
    /// The largest |difference| of the phase at a site of the field from the mean direction, in radians.
    /// </summary>
    public double PhaseDeviation
    {
        get
        {
            Complex mean = Sites.Aggregate(Complex.Zero, (sum, i) => sum + Modes[i] / Amplitudes[i]);
            return Sites.Max(i => Math.Abs((Modes[i] * Complex.Conjugate(mean)).Phase));
        }
    }

    private static List<int> SitesOf(double[] amplitudes, int peak)
    {
        List<int> sites = [];
        bool IsIn(int i) => amplitudes[Wrap(i)] > amplitudes[peak] / 2;
        int Wrap(int i) => (i % amplitudes.Length + amplitudes.Length) % amplitudes.Length;
        int first = peak;
        while (first > peak - amplitudes.Length + 1 && IsIn(first - 1))
            first--;
        for (int i = first; i < first + amplitudes.Length && (i <= peak || IsIn(i)); i++)
            sites.Add(Wrap(i));
        return sites;
    }
}
