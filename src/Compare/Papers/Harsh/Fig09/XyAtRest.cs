using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The field of Fig. 9 at rest, as theory has it from infinitely many data and without a fit.</summary>
internal static class XyAtRest
{
    // A velocity that moves a field of relaxation rate 1e-3 by 1e-3 at most.
    private const double Rest = 1e-6;

    /// <summary>
    /// The steady field, on a site and a colour: of real h at a given θ, with θ̇ there, or of h = ±1.
    /// </summary>
    /// <param name="ring">The ring, and θ of real h.</param>
    public static XySteadyField Of(SteadyFieldSettings ring)
    {
        PottsBump bump = ring.Theta is double theta
            ? PottsBump.OfDoubleWell(ring.Sites, ring.States, ring.Beta, theta, Rest)
            : PottsBump.OfSpins(ring.Sites, ring.States, ring.Beta);
        return Measure(bump.Weights, ring.States) with { ThetaVelocity = bump.ThetaVelocity };
    }

    private static XySteadyField Measure(double[] weights, int states)
    {
        ColourField field = new(weights, states);
        return new(
            field.PeakFit.Amplitude, field.Width, field.Participation, field.ThirdHarmonic,
            HarmonicFrequency.Mean(states, field.ThirdHarmonic), weights);
    }
}

/// <summary>A field of the XY ring as theory has it.</summary>
/// <param name="Amplitude">That of the cosine at the peak.</param>
/// <param name="Width">Full width at half maximum of the modulation, in sites.</param>
/// <param name="Participation">Sites that the modulation takes.</param>
/// <param name="ThirdHarmonic">The third harmonic over the first at the peak.</param>
/// <param name="Frequency">The frequency of the cosine fitted there, mean over phases, in radians a colour.</param>
/// <param name="Weights">w, colours of a site together.</param>
/// <param name="ThetaVelocity">θ̇; 0 where the unit has no θ.</param>
internal sealed record XySteadyField(
    double Amplitude, double Width, double Participation, double ThirdHarmonic, double Frequency, double[] Weights,
    double ThetaVelocity = 0);
