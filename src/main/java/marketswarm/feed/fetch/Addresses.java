package marketswarm.feed.fetch;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells addresses of the public internet from all others (IANA's special-purpose registries, RFC 6890). */
final class Addresses {

    private static final List<Block> PRIVATE_4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Whatever is not global unicast, and of that what leads to IPv4 or nowhere: Teredo, documentation, 6to4. */
    private static final Block GLOBAL_6 = Block.of("2000::/3");

    private static final List<Block> PRIVATE_6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        boolean wide = address instanceof Inet6Address;
        if (wide && !GLOBAL_6.holds(address)) return false;
        return (wide ? PRIVATE_6 : PRIVATE_4).stream().noneMatch(block -> block.holds(address));
    }

    private static List<Block> blocks(String... written) {
        return Arrays.stream(written).map(Block::of).toList();
    }

    private record Block(BigInteger prefix, int hostBits) {

        static Block of(String written) {
            String[] parts = written.split("/");
            try {
                byte[] address = InetAddress.getByName(parts[0]).getAddress(); // a number, so nobody is asked
                int hostBits = address.length * 8 - Integer.parseInt(parts[1]);
                return new Block(new BigInteger(1, address).shiftRight(hostBits), hostBits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(written, e);
            }
        }

        boolean holds(InetAddress address) {
            return new BigInteger(1, address.getAddress()).shiftRight(hostBits).equals(prefix);
        }
    }
}
