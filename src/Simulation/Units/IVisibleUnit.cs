namespace RbmTheory.Simulation.Units;

/// <summary>
/// A unit that data can show: it has finitely many values and no parameters but its field, and a row of N of them is
/// stored as bytes, in data sets, in chains and in batches alike.
/// </summary>
public interface IVisibleUnit : IUnit
{
    /// <summary>Bytes of a row: ⌈N/8⌉ where a unit is a bit, N where it is a colour.</summary>
    /// <param name="count">Number of units N of the row.</param>
    int RowBytes(int count);

    /// <summary>Values of a row.</summary>
    /// <param name="row">Length <see cref="RowBytes"/> of N.</param>
    /// <param name="values">Receives x of unit i at [i × Components], length N × Components.</param>
    void Decode(ReadOnlySpan<byte> row, Span<float> values);

    /// <summary>The row of given values; bits beyond the last unit become 0.</summary>
    /// <param name="values">Values of the unit, length N × Components.</param>
    /// <param name="row">Receives the row, length <see cref="RowBytes"/> of N.</param>
    void Encode(ReadOnlySpan<float> values, Span<byte> row);
}
