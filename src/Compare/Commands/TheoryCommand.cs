using System.CommandLine;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory</c>: numbers that theory predicts.</summary>
public static class TheoryCommand
{
    /// <summary>The verb, with a verb of its own for each kind of number.</summary>
    /// <param name="terminal">What they may use.</param>
    public static Command Create(Terminal terminal) => new("theory", "Numbers that theory predicts")
    {
        ThresholdsCommand.Create(terminal),
        SpectrumCommand.Create(terminal),
        GrowthCommand.Create(terminal),
        ModesCommand.Create(terminal),
        PottsCommand.Create(terminal),
        BumpCommand.Create(terminal),
        BarrierCommand.Create(terminal),
        RepulsionCommand.Create(terminal),
        TuringCommand.Create(terminal),
        FlowCommand.Create(terminal),
        TapCommand.Create(terminal),
        PhaseCommand.Create(terminal),
        LinesCommand.Create(terminal),
        ErrataCommand.Create(terminal),
        DeriveCommand.Create(terminal),
    };
}
