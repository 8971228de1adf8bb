namespace RbmTheory.Theory.MeanField;

/// <summary>The phases of a machine of a condensed mode and noise, without fields.</summary>
public enum Phase
{
    /// <summary>P: every unit is 0 on average.</summary>
    Paramagnet,

    /// <summary>F: the units lie along the mode.</summary>
    Ferromagnet,

    /// <summary>SG: the units freeze along none, in many states that have nothing in common.</summary>
    SpinGlass,
}
