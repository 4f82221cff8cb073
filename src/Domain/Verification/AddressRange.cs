using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TokenPlatform.Domain.Verification;

/// <summary>
/// An address or a CIDR network, v4 or v6. A v4 address written as v4-mapped v6 (<c>::ffff:a.b.c.d</c>, RFC 4291
/// section 2.5.5.2) is the v4 address, on both sides.
/// </summary>
public sealed class AddressRange
{
    private const int MappedBits = 96;

    private AddressRange(IPNetwork network) => Network = network;

    /// <summary>The network; of a single address, the one that holds nothing else.</summary>
    public IPNetwork Network { get; }

    /// <summary>Reads an address or a network. Host bits beyond the prefix, scope ids and numbers that only some parsers know are refused.</summary>
    /// <param name="text">For example <c>10.0.0.0/8</c>, <c>192.0.2.7</c>, <c>2001:db8::/32</c>.</param>
    /// <param name="range">What it means.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        var slash = (text ?? string.Empty).IndexOf('/', StringComparison.Ordinal);
        if (!TryParseAddress(slash < 0 ? text : text![..slash], out var address))
        {
            return false;
        }

        var bits = address.GetAddressBytes().Length * 8;
        if (slash >= 0 && !TryParsePrefix(text![(slash + 1)..], bits, out bits))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6 && bits >= MappedBits)
        {
            (address, bits) = (address.MapToIPv4(), bits - MappedBits);
        }

        if (!HostBitsAreZero(address.GetAddressBytes(), bits))
        {
            return false;
        }

        range = new AddressRange(new IPNetwork(address, bits));
        return true;
    }

    /// <summary>Reads a single address, strictly: four decimal parts without leading zeros, or v6 without a scope id.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">What it means.</param>
    public static bool TryParseAddress([NotNullWhen(true)] string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address) || text!.Any(c => !char.IsAsciiHexDigit(c) && c is not ('.' or ':')))
        {
            return false;
        }

        // What is written with dots is v4, on its own or at the end of v6 (RFC 4291 section 2.2).
        var dotted = text[(text.LastIndexOf(':') + 1)..];
        var isPureV6 = address.AddressFamily == AddressFamily.InterNetworkV6 && !dotted.Contains('.', StringComparison.Ordinal);
        return isPureV6 || IsPlainV4(dotted);
    }

    private static bool IsPlainV4(string text) =>
        IPAddress.TryParse(text, out var v4)
        && v4.AddressFamily == AddressFamily.InterNetwork
        && string.Equals(v4.ToString(), text, StringComparison.Ordinal);

    /// <summary>Whom requests from an address are counted for: a v4 address, or the /64 that whoever has a v6 address has all of.</summary>
    /// <param name="address">v4 or v6.</param>
    /// <returns>The v4 address, or the first of the network.</returns>
    public static IPAddress HolderOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]])
            : address;
    }

    /// <summary>Whether an address is this one or in this network.</summary>
    /// <param name="address">v4 or v6.</param>
    public bool Contains(IPAddress address) =>
        Network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>Whether every address of another range is in this one.</summary>
    /// <param name="other">The other range.</param>
    public bool Covers(AddressRange other) => Network.PrefixLength <= other.Network.PrefixLength && Contains(other.Network.BaseAddress);

    private static bool TryParsePrefix(string text, int most, out int bits) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bits)
        && bits <= most
        && string.Equals(bits.ToString(CultureInfo.InvariantCulture), text, StringComparison.Ordinal);

    private static bool HostBitsAreZero(byte[] address, int bits)
    {
        for (var bit = bits; bit < address.Length * 8; bit++)
        {
            if ((address[bit / 8] & (0x80 >> (bit % 8))) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
