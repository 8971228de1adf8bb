namespace RbmTheory.Compare.Training;

/// <summary>How long an <see cref="EstimatedLikelihood"/> takes.</summary>
/// <param name="Steps">Steps of each annealing, and sweeps of the tempering.</param>
/// <param name="Chains">Annealings each way.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Threads">Threads; the numbers do not depend on it.</param>
public sealed record EstimatePlan(int Steps, int Chains, ulong Seed, int Threads)
{
    /// <summary>Of <see cref="Chains"/> unless asked for otherwise.</summary>
    public const int StandardChains = 100;

    /// <summary>Of <see cref="Steps"/> unless asked for otherwise.</summary>
    public const int StandardSteps = 2000;

    /// <summary>Fewest <see cref="Steps"/>: of fewer, what is asked is so much.</summary>
    public const int FewestSteps = 16;
}
