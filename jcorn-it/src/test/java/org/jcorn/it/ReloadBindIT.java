package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** The operator changes the addresses and reloads: kept ones stay open all the time, new ones open, dropped ones close. */
@IntegrationTest
class ReloadBindIT {

    @Test
    void opensAndClosesAndKeeps(Site site) throws IOException {
        // Given: two addresses of the loopback network, so that both may have any port
        site.write("shop.properties", "workers = 2\nbind = 127.0.0.1:0, 127.0.0.2:0, unix:old.sock\n");
        try (RunningServer server = site.server()
                        .bind()
                        .args("-c", "shop.properties")
                        .expectWorkers(2)
                        .start();
                StrictLoad load = StrictLoad.on(server, 4, "/")) {
            InetSocketAddress dropped =
                    new InetSocketAddress("127.0.0.2", server.ports().get(1));
            assertThat(get(dropped)).isEqualTo("hello");
            // When
            site.write("shop.properties", "workers = 2\nbind = unix:new.sock, 127.0.0.1:0\n");
            server.reload(2);
            load.awaitMore(50);
            // Then
            assertThat(load.stop().failures()).isEmpty();
            assertThat(RawClient.get(site.path("new.sock"), "/").body()).isEqualTo("hello");
            assertThat(site.path("old.sock")).doesNotExist();
            Waiting.until("the dropped port to be closed", () -> refused(dropped));
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
            assertThat(site.path("new.sock")).doesNotExist();
        }
    }

    @Test
    void answersWhatWaitsOnADroppedAddress(Site site) throws IOException {
        // Given
        site.write("shop.properties", "bind = 127.0.0.1:0, unix:old.sock\n");
        try (RunningServer server =
                        site.server().bind().args("-c", "shop.properties").start();
                RawClient busy = RawClient.connect(server.port()).get("/gate?a")) {
            List<Long> before = server.workers();
            site.awaitGate("a");
            RawClient waiting = RawClient.connect(site.path("old.sock")).get("/");
            // When
            site.write("shop.properties", "bind = 127.0.0.1:0\n");
            server.signal("HUP");
            Waiting.until(
                    "the end of the socket file",
                    () -> !site.path("old.sock").toFile().exists());
            site.openGate("a");
            // Then
            assertThat(busy.response().status()).isEqualTo(200);
            assertThat(waiting.response().status()).isEqualTo(200);
            waiting.close();
            server.awaitReplaced(before, 1);
        }
    }

    @Test
    void takesBackWhatABrokenApplicationWouldHaveOpened(Site site) {
        // Given
        site.write("shop.properties", "bind = 127.0.0.1:0, unix:kept.sock\n");
        try (RunningServer server =
                site.server().bind().args("-c", "shop.properties").gatedBoot().start()) {
            List<Long> before = server.workers();
            // When
            site.write("boot.fail", "");
            site.write("shop.properties", "bind = 127.0.0.1:0, unix:new.sock\n");
            server.signal("HUP");
            server.log().await("Reload failed, the workers of before stay");
            // Then
            assertThat(site.path("new.sock")).doesNotExist();
            assertThat(RawClient.get(site.path("kept.sock"), "/").body()).isEqualTo("hello");
            assertThat(server.workers()).isEqualTo(before);
        }
    }

    private static String get(InetSocketAddress address) throws IOException {
        try (RawClient client = RawClient.connect(address)) {
            return client.get("/").response().body();
        }
    }

    private static boolean refused(InetSocketAddress address) throws IOException {
        try (RawClient client = RawClient.connect(address)) {
            return client.readToEnd().length < 0;
        } catch (ConnectException e) {
            return true;
        }
    }
}
