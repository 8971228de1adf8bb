namespace RbmTheory.Compare.Lab;

/// <summary>How much computing the experiments put in.</summary>
public enum Preset
{
    /// <summary>Minutes on two cores; where runs or sizes are fewer than the paper's, the figure says so.</summary>
    Quick = 0,

    /// <summary>The paper's own parameters everywhere.</summary>
    Paper = 1,

    /// <summary>Seconds: every step of the report, with numbers that mean little.</summary>
    Tiny = 2,
}
