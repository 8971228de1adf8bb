namespace RbmTheory.Theory.Integration;

/// <summary>One step at a time of some method, with the memory it needs, allocated once.</summary>
internal interface IStepper
{
    /// <summary>The state last accepted, finite.</summary>
    ReadOnlySpan<double> State { get; }

    /// <summary>The number of evaluations of the velocity, or of its Taylor series.</summary>
    int Evaluations { get; }

    /// <summary>max|dw/dt| at the state, +∞ where it is not finite.</summary>
    double MaxVelocity { get; }

    /// <summary>Sets the state.</summary>
    void Start(double time, ReadOnlySpan<double> state);

    /// <summary>A first step, from the field and the tolerances.</summary>
    double InitialStep(double time);

    /// <summary>Computes the state a step later; returns its error over what is allowed, +∞ if not finite.</summary>
    double Try(double time, double step);

    /// <summary>The step just tried, with its interpolant.</summary>
    DenseStep Dense(double time, double nextTime);

    /// <summary>Moves to the state just tried, and returns the next step to try.</summary>
    double Accept(double step, double error);

    /// <summary>Stays, and returns a shorter step to try.</summary>
    double Reject(double step, double error);
}
