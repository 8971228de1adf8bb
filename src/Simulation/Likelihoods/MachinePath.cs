using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// A path of machines: straight lines in the space of parameters from each of some machines to the next. Place s in
/// [0, machines − 1] is machine s where s is whole, and in between the parameters (1 − t) λ_⌊s⌋ + t λ_⌊s⌋+1 with
/// t = s − ⌊s⌋.
/// </summary>
internal sealed class MachinePath
{
    private readonly Rbm[] _nodes;

    /// <summary>A path.</summary>
    /// <param name="nodes">At least two machines of one shape, fields aside.</param>
    public MachinePath(IEnumerable<Rbm> nodes)
    {
        _nodes = [.. nodes.Select(WithFields)];
        Require.AtLeast(_nodes.Length, 2);
        foreach (Rbm node in _nodes)
        {
            Require.Length(node.Weights.Length, _nodes[0].Weights.Length);
            Require.Length(node.Hidden, _nodes[0].Hidden);
        }
    }

    /// <summary>The last place.</summary>
    public int End => _nodes.Length - 1;

    /// <summary>A copy of a machine that has fields on both sides, 0 where it had none.</summary>
    public static Rbm WithFields(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Rbm copy = new(new(machine.VisibleLayer.Unit, machine.Sites, fields: true),
            new(machine.HiddenLayer.Unit, machine.Hidden, fields: true));
        foreach (var (from, to) in machine.Parameters.All.Zip(copy.Parameters.All))
            from.Values.CopyTo(to.Values, 0);
        return copy;
    }

    /// <summary>The machine of a place.</summary>
    /// <param name="place">In [0, <see cref="End"/>].</param>
    public Rbm At(double place)
    {
        int left = Math.Min((int)place, End - 1);
        double t = place - left;
        Rbm machine = WithFields(_nodes[left]);
        foreach (var (to, next) in machine.Parameters.All.Zip(_nodes[left + 1].Parameters.All))
        {
            for (int i = 0; i < to.Values.Length; i++)
                to.Values[i] = (float)((1 - t) * to.Values[i] + t * next.Values[i]);
        }

        return machine;
    }
}
