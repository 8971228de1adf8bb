namespace RbmTheory.Simulation.Training;

/// <summary>Where the model term of the gradient comes from.</summary>
public enum NegativePhase
{
    /// <summary>PCD-k: chains that go on from where the last update left them (Tieleman 2008), as in the
    /// paper.</summary>
    Persistent = 0,

    /// <summary>CD-k: chains that start from the batch at every update (Hinton 2002); chain c from row c mod
    /// S_batch.</summary>
    Contrastive = 1,

    /// <summary>No chains: the average over all states of the smaller side, where they can be enumerated.</summary>
    Exact = 2,

    /// <summary>Rdm-k: chains that start at every update from independent units, each value of a unit equally likely.
    /// At the fixed point of its training a machine has the means of the data after k Gibbs steps from such a start,
    /// and after no other number of steps.</summary>
    Random = 3,

    /// <summary>No chains: naive mean field, the TAP equations to first order in the weights, for spins and binary
    /// units.</summary>
    Tap1 = 4,

    /// <summary>No chains: the TAP equations to second order, extended mean field (Gabrié, Tramel and Krzakala
    /// 2015).</summary>
    Tap2 = 5,

    /// <summary>No chains: the TAP equations to third order.</summary>
    Tap3 = 6,
}
