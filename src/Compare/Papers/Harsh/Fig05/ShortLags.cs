using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The slope of the mean square displacement between two short lags, D = (⟨Δx²⟩_last − ⟨Δx²⟩_first)/2Δt in sites² an
/// epoch, for a place cell that learns from one data set, from what it would be with new samples at every update: less
/// what the landscape of the set holds back and what its samples, once an epoch, cancel.
/// </summary>
/// <param name="FirstLag">In updates.</param>
/// <param name="LastLag">In updates, above <paramref name="FirstLag"/>, below an epoch.</param>
/// <param name="UpdatesPerEpoch">n.</param>
public sealed record ShortLags(int FirstLag, int LastLag, int UpdatesPerEpoch)
{
    private double Time => (double)(LastLag - FirstLag) / UpdatesPerEpoch;

    /// <summary>The slope with new samples at every update, with the next order in the noise and the centre's jitter.
    /// </summary>
    /// <param name="noise">The expansion.</param>
    public double Fresh(BumpDiffusionExpansion noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        return (noise.MeanSquareDisplacement(LastLag) - noise.MeanSquareDisplacement(FirstLag)) / (2 * Time);
    }

    /// <summary>
    /// The share of that slope which the landscape leaves: motion at D in U/T, both times the same factor of D, since T
    /// is in proportion to it.
    /// </summary>
    /// <param name="diffusion">D with new samples, in sites² an epoch.</param>
    /// <param name="leading">D to leading order, that of <paramref name="potential"/>'s temperature.</param>
    /// <param name="potential">U/T, on an even grid.</param>
    /// <param name="sites">N.</param>
    public double InLandscape(double diffusion, double leading, IReadOnlyList<double> potential, int sites)
    {
        LandscapeDiffusion motion = new(diffusion, [.. potential.Select(u => u * leading / diffusion)], sites);
        double At(int lag) => motion.MeanSquareDisplacement((double)lag / UpdatesPerEpoch);
        return (At(LastLag) - At(FirstLag)) / (2 * Time * diffusion);
    }

    /// <summary>The share of that slope which is left where each sample comes once an epoch.</summary>
    /// <param name="noise">The noise of the bump, of as many chains as a batch has samples.</param>
    public double OnceAnEpoch(BumpDiffusion noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        double share = noise.DataVariance / (noise.DataVariance + noise.ModelVariance);
        double Left(int lag)
            => lag * (1 - ShuffledNoise.Lost(share, (double)lag / UpdatesPerEpoch));
        return (Left(LastLag) - Left(FirstLag)) / (LastLag - FirstLag);
    }
}
