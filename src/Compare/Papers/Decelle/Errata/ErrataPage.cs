using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The misprints and slips of the source.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class ErrataPage(Preset preset) : ErrataTable(preset, "003");
