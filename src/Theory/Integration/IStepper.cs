namespace RbmTheory.Theory.Integration;

/// <summary>A method that makes one step at a time; its working memory is allocated once.</summary>
internal interface IStepper
{
    /// <summary>The last accepted state, finite.</summary>
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

    /// <summary>Accepts the step just tried, and returns the length of the next one.</summary>
    double Accept(double step, double error);

    /// <summary>Rejects the step just tried, and returns the shorter length to try instead.</summary>
    double Reject(double step, double error);
}
