using RbmTheory.Compare.Agreement;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The steady field of the double well against θ, on straight lines between those computed.</summary>
/// <param name="fields">The field at each θ.</param>
internal sealed class SteadyWells(ILookup<double, XySteadyField> fields)
{
    private readonly (double Theta, XySteadyField Field)[] _fields =
        [.. fields.Select(at => (at.Key, at.Single())).OrderBy(at => at.Key)];

    /// <summary>The lowest θ.</summary>
    public double Lowest => _fields[0].Theta;

    /// <summary>
    /// The θ of the likeliest field, at which dL/dθ = θ̇ goes from above 0 to below; null where it does not.
    /// </summary>
    public double? BestTheta
    {
        get
        {
            double[] velocities = [.. _fields.Select(at => at.Field.ThetaVelocity)];
            return velocities.Length > 1 && velocities[0] > 0 && velocities[^1] < 0
                ? Jackknife.Crossing([.. _fields.Select(at => at.Theta)], velocities, new double[velocities.Length])
                : null;
        }
    }

    /// <summary>A number of the field at a θ; null beyond those computed.</summary>
    /// <param name="theta">θ.</param>
    /// <param name="of">The number.</param>
    public double? At(double theta, Func<XySteadyField, double> of)
    {
        for (int i = 1; i < _fields.Length; i++)
        {
            double low = _fields[i - 1].Theta, share = (theta - low) / (_fields[i].Theta - low);
            if (share is >= 0 and <= 1)
                return (1 - share) * of(_fields[i - 1].Field) + share * of(_fields[i].Field);
        }

        return null;
    }
}
