namespace RbmTheory.Simulation.Likelihoods;

/// <summary>The side of a machine whose states are summed one by one; the other is summed in closed form for
/// each.</summary>
public enum EnumeratedSide
{
    /// <summary>All h: M discrete units.</summary>
    Hidden,

    /// <summary>All v: few visible units, whatever the hidden ones are.</summary>
    Visible,
}
