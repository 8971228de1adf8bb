namespace RbmTheory.Simulation.Machines.Formats;

/// <summary>A machine and what else its file says: where its training stood, for the formats that have room for
/// it.</summary>
/// <param name="Machine">The machine.</param>
public sealed record MachineFile(Rbm Machine)
{
    /// <summary>Chains of the training, rows of the visible units one after another; empty for none.</summary>
    public ReadOnlyMemory<byte> Chains { get; init; }

    /// <summary>Updates made, at least 1.</summary>
    public long Updates { get; init; } = 1;

    /// <summary>Seconds of training, or 0.</summary>
    public double Seconds { get; init; }

    /// <summary>Samples of a batch, or 0 where it is not known.</summary>
    public int BatchSize { get; init; }

    /// <summary>Gibbs steps between two updates, or 0 where it is not known.</summary>
    public int GibbsSteps { get; init; }

    /// <summary>Learning rate ν, or 0 where it is not known.</summary>
    public double LearningRate { get; init; }
}
