using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The misprints of the paper, each with a check.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class ErrataPage(Preset preset) : ErrataTable(preset, "000");
