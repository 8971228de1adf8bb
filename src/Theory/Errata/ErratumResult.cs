namespace RbmTheory.Theory.Errata;

/// <summary>How far the two forms of a formula are from what is exactly or independently computed.</summary>
/// <param name="PrintedDeviation">That of the printed form: the smallest one, where a formula has several slips or
/// readings.</param>
/// <param name="CorrectedDeviation">That of the corrected form: the largest one.</param>
/// <param name="Bound">What rounding, truncation or sampling allow; 0 where the comparison is exact.</param>
public sealed record ErratumResult(double PrintedDeviation, double CorrectedDeviation, double Bound)
{
    /// <summary>True if the printed form is further off than the bound.</summary>
    public bool PrintedFails => PrintedDeviation > Bound;

    /// <summary>True if the corrected form is within the bound.</summary>
    public bool CorrectedHolds => CorrectedDeviation <= Bound;
}
