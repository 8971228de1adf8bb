namespace RbmTheory.Simulation.Likelihoods;

/// <summary>log Z by <see cref="TrajectoryTempering"/>, and what tells whether to believe it.</summary>
/// <param name="LogPartition">log Z, in nats.</param>
/// <param name="StandardError">Of it: the larger of the errors by independent ladders and by eight blocks of time. It
/// means what it says as far as replicas have travelled.</param>
/// <param name="Rungs">Number of machines, from the independent units to the last.</param>
/// <param name="LowestSwap">The smallest share of accepted swaps between two neighbouring rungs.</param>
/// <param name="RoundTrips">How often a replica went from the first rung to the last and back.</param>
/// <param name="FreshSamples">How often a replica reached the last rung from the first: so many samples of the last
/// machine have forgotten each other.</param>
/// <param name="StartsApart">By how many errors log Z differs between ladders that began from known rows and the
/// others: beyond 4 they have not met, and there is a mode that cannot be reached, or left.</param>
/// <param name="Samples">Configurations of the last rung, evenly spread over time and ladders, one after another as
/// data sets hold them: those of all ladders at one time, then those of the next.</param>
public sealed record TemperedEstimate(
    double LogPartition, double StandardError, int Rungs, double LowestSwap, int RoundTrips, int FreshSamples,
    double StartsApart, ReadOnlyMemory<byte> Samples);
