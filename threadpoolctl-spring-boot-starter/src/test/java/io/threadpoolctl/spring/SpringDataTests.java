package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.keyvalue.repository.KeyValueRepository;
import org.springframework.data.map.repository.config.EnableMapRepositories;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Real repositories of Spring Data. */
class SpringDataTests {

    private static final int BASELINE = 2;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, ThreadpoolctlAutoConfiguration.class))
            .withPropertyValues("threadpoolctl.process.blas=" + BASELINE);

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
    }

    @Test
    void aRepositoryOfKeysAndValuesIsLimited() {
        runner.withUserConfiguration(KeysAndValues.class).run(context -> {
            OnType limited = context.getBean(OnType.class);
            assertThat(limited.threads()).isEqualTo(1);
            assertThat(opened(limited::count)).isOne();
            assertThat(opened(limited::threads)).isOne();
            OnMethods some = context.getBean(OnMethods.class);
            assertThat(opened(some::count)).isOne();
            assertThat(opened(some::findAll)).isZero();
            assertThat(some.threads()).isEqualTo(1);
            assertThat(some.free()).isEqualTo(BASELINE);
        });
    }

    @Test
    void aRepositoryOfJpaIsLimited() {
        runner.withUserConfiguration(Jpa.class).run(context -> {
            context.getBean(LimitedStored.class).save(new Stored(1L));
            context.getBean(FreeStored.class).save(new Stored(2L));
            assertThat(context.getBean(FreeStored.class).findById(1L))
                    .hasValueSatisfying(stored -> assertThat(stored.threads).isEqualTo(1));
            assertThat(context.getBean(FreeStored.class).findById(2L))
                    .hasValueSatisfying(stored -> assertThat(stored.threads).isEqualTo(BASELINE));
        });
    }

    private static long opened(Runnable call) {
        long before = DebianLibraries.openedScopes();
        call.run();
        return DebianLibraries.openedScopes() - before;
    }

    record Thing(@org.springframework.data.annotation.Id String id) {}

    @ThreadpoolLimits(blas = 1)
    interface OnType extends KeyValueRepository<Thing, String> {
        default int threads() {
            return DebianLibraries.blasThreads();
        }
    }

    interface Threads {
        @ThreadpoolLimits(blas = 1)
        default int threads() {
            return DebianLibraries.blasThreads();
        }
    }

    interface OnMethods extends KeyValueRepository<Thing, String>, Threads {
        @Override
        @ThreadpoolLimits(blas = 1)
        long count();

        default int free() {
            return DebianLibraries.blasThreads();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableMapRepositories(
            considerNestedRepositories = true,
            includeFilters =
                    @Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = {OnType.class, OnMethods.class}))
    static class KeysAndValues {}

    @Entity(name = "stored")
    static class Stored {

        @Id
        private Long id;

        private int threads;

        Stored(Long id) {
            this.id = id;
        }

        /** For Hibernate. */
        Stored() {
            this(0L);
        }

        Long id() {
            return id;
        }

        @PrePersist
        void compute() {
            threads = DebianLibraries.blasThreads();
        }
    }

    @ThreadpoolLimits(blas = 1)
    interface LimitedStored extends JpaRepository<Stored, Long> {}

    interface FreeStored extends JpaRepository<Stored, Long> {}

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @EnableJpaRepositories(
            considerNestedRepositories = true,
            includeFilters =
                    @Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = {LimitedStored.class, FreeStored.class}))
    static class Jpa {

        @Bean
        DataSource dataSource() {
            return new EmbeddedDatabaseBuilder()
                    .setType(EmbeddedDatabaseType.H2)
                    .generateUniqueName(true)
                    .build();
        }

        @Bean
        LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
            LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
            factory.setDataSource(dataSource);
            factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            factory.setPackagesToScan(SpringDataTests.class.getPackageName());
            Properties properties = new Properties();
            properties.setProperty("hibernate.hbm2ddl.auto", "create");
            factory.setJpaProperties(properties);
            return factory;
        }

        @Bean
        PlatformTransactionManager transactionManager(EntityManagerFactory factory) {
            return new JpaTransactionManager(factory);
        }
    }
}
