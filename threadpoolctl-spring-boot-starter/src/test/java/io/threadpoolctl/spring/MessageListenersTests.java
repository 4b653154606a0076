package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Threadpools;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.config.GlobalChannelInterceptor;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The recipes of the guide for listeners, on a real Spring Integration and a real Spring for Apache Kafka without broker. */
@Timeout(120)
class MessageListenersTests {

    private static final int OF_THE_PROCESS = 3;
    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AopAutoConfiguration.class,
                    ThreadpoolctlAutoConfiguration.class,
                    LimitedThreadsAutoConfiguration.class))
            .withPropertyValues("threadpoolctl.process.openmp=" + OF_THE_PROCESS);

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.LIBGOMP);
    }

    @Test
    void aListenerOfKafkaIsLimitedByItsAnnotation() {
        runner.withUserConfiguration(Kafka.class, Listener.class).run(context -> {
            assertThat(context).hasNotFailed();
            KafkaListenerEndpointRegistry registry = context.getBean(KafkaListenerEndpointRegistry.class);
            listener(registry).onMessage(new ConsumerRecord<>("numbers", 0, 0L, "key", "7"), null, null);
            assertThat(SEEN.take()).isEqualTo("7 1");
        });
    }

    /** What the container calls for each record, here without a broker. */
    @SuppressWarnings("unchecked") // of the container's own making
    private static MessageListener<Object, Object> listener(KafkaListenerEndpointRegistry registry) {
        MessageListenerContainer container = Objects.requireNonNull(registry.getListenerContainer("limited"));
        return (MessageListener<Object, Object>)
                Objects.requireNonNull(container.getContainerProperties().getMessageListener());
    }

    @Test
    void anEndpointOfSpringIntegrationIsLimitedByItsAnnotationAndOthersByTheProcess() {
        runner.withUserConfiguration(Integration.class).run(context -> {
            assertThat(context).hasNotFailed();
            context.getBean("limited", MessageChannel.class).send(new GenericMessage<>("limited"));
            assertThat(SEEN.take()).isEqualTo("limited 1");
            context.getBean("free", MessageChannel.class).send(new GenericMessage<>("free"));
            assertThat(SEEN.take()).isEqualTo("free " + OF_THE_PROCESS);
        });
    }

    private static int threads() {
        return DebianLibraries.threads("libgomp");
    }

    static class Listener {
        @KafkaListener(id = "limited", topics = "numbers", autoStartup = "false")
        @ThreadpoolLimits(openmp = 1)
        void on(String number) {
            SEEN.add(number + " " + threads());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableKafka
    static class Kafka {

        /** As Spring Boot makes it. */
        @Bean
        ConcurrentKafkaListenerContainerFactory<Object, Object> kafkaListenerContainerFactory() {
            ConcurrentKafkaListenerContainerFactory<Object, Object> factory =
                    new ConcurrentKafkaListenerContainerFactory<>();
            factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(Map.of()));
            return factory;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Integration {

        @Bean
        @GlobalChannelInterceptor
        ExecutorChannelInterceptor limitsOfMessages(Threadpools pools) {
            return new ExecutorChannelInterceptor() {
                @Override
                public Message<?> beforeHandle(Message<?> message, MessageChannel channel, MessageHandler handler) {
                    pools.limitThread();
                    return message;
                }
            };
        }

        @Bean
        ExecutorChannel limited() {
            return ofThreadsOfItsOwn();
        }

        @Bean
        ExecutorChannel free() {
            return ofThreadsOfItsOwn();
        }

        private static ExecutorChannel ofThreadsOfItsOwn() {
            return new ExecutorChannel(
                    task -> new CustomizableThreadFactory().newThread(task).start());
        }

        @Bean
        Endpoints endpoints() {
            return new Endpoints();
        }
    }

    static class Endpoints {

        @ServiceActivator(inputChannel = "limited")
        @ThreadpoolLimits(openmp = 1)
        void limited(String message) {
            SEEN.add(message + " " + threads());
        }

        @ServiceActivator(inputChannel = "free")
        void free(String message) {
            SEEN.add(message + " " + threads());
        }
    }
}
