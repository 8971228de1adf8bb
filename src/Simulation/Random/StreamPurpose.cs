namespace RbmTheory.Simulation.Random;

/// <summary>
/// What a <see cref="RandomStream"/> is drawn for. Streams of different purposes are independent under the same seed,
/// so that a longer training or a larger data set never shifts the random numbers of anything else.
/// The numbers are part of the reproducibility promise: new purposes are appended, none is renumbered.
/// </summary>
public enum StreamPurpose
{
    /// <summary>Initial weights, one stream a hidden unit.</summary>
    Weights = 0,

    /// <summary>Training data, one stream a sample.</summary>
    Data = 1,

    /// <summary>Held-out data, one stream a sample.</summary>
    TestData = 2,

    /// <summary>The order in which a data set is read.</summary>
    Shuffle = 3,

    /// <summary>Persistent chains: where they start, one stream a chain.</summary>
    Chains = 4,

    /// <summary>Random numbers beside the simulation: bootstrap, random starts.</summary>
    Other = 5,

    /// <summary>Gibbs steps, four lanes a chunk of chains.</summary>
    ChainLanes = 6,

    /// <summary>Gibbs steps, one stream a chunk of chains.</summary>
    ChainScalars = 7,

    /// <summary>Fresh training data, four lanes a block of samples.</summary>
    DataBlocks = 8,

    /// <summary>Gibbs steps, four more lanes a chunk of chains.</summary>
    ChainMoreLanes = 9,

    /// <summary>Which rows of weighted data an epoch holds, one stream an epoch.</summary>
    Resampling = 10,
}
