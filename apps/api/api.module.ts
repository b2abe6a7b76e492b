import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { BOOK, type Book } from '#book/book.js';
import type { Health } from '#platform/health.js';
import { AccessController } from './access.controller.js';
import { AlertsController } from './alerts.controller.js';
import { ForecastsController } from './forecasts.controller.js';
import { AuditController } from './audit.controller.js';
import { BulkController } from './bulk.controller.js';
import { ChartsController } from './charts.controller.js';
import { CloudEventsController } from './cloud-events.controller.js';
import { HANDLERS } from './dispatch.js';
import { DeliveriesController } from './deliveries.controller.js';
import { FactsController } from './facts.controller.js';
import { HistoryController } from './history.controller.js';
import { HEALTH, HealthController } from './health.controller.js';
import { ImportsController } from './imports.controller.js';
import { EventStreamController } from './event-stream.controller.js';
import { LiveController } from './live.controller.js';
import { LogController } from './log.controller.js';
import { AssistantsController } from './assistants.controller.js';
import { BackupsController } from './backups.controller.js';
import { PrivacyController } from './privacy.controller.js';
import { RetentionController } from './retention.controller.js';
import { ProofController } from './proof.controller.js';
import { PeriodsController } from './periods.controller.js';
import { FAULT_LOG, ProblemFilter, type FaultLog } from './edge/problem.filter.js';
import { parameterPipe } from './parameter-pipe.js';
import { QuestionsController } from './questions.controller.js';
import { ReconciliationsController } from './reconciliations.controller.js';
import { ReportsController } from './reports.controller.js';
import { SendAnswer } from './edge/send-answer.js';
import { NoStrayParameters } from './edge/stray-parameters.js';
import { SavedController } from './saved.controller.js';
import { SignInController } from './sign-in.controller.js';
import { SharesController } from './shares.controller.js';
import { SqlController } from './sql.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { ReadsController } from './reads.controller.js';

/** The HTTP edge of a book. */
@Module({})
export class ApiModule {
  static of(book: Book, log: FaultLog, health: Health): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        FactsController,
        AccessController,
        SignInController,
        AuditController,
        AlertsController,
        ForecastsController,
        BulkController,
        ImportsController,
        ReconciliationsController,
        QuestionsController,
        SavedController,
        ChartsController,
        CloudEventsController,
        SharesController,
        ReportsController,
        SqlController,
        ReadsController,
        HistoryController,
        PeriodsController,
        DeliveriesController,
        LiveController,
        EventStreamController,
        LogController,
        ProofController,
        AssistantsController,
        BackupsController,
        PrivacyController,
        RetentionController,
        UnsubscribeController,
        HealthController,
      ],
      providers: [
        ...HANDLERS,
        { provide: BOOK, useValue: book },
        { provide: HEALTH, useValue: health },
        { provide: FAULT_LOG, useValue: log },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: SendAnswer },
        { provide: APP_INTERCEPTOR, useClass: NoStrayParameters },
        { provide: APP_PIPE, useFactory: () => parameterPipe() },
      ],
    };
  }
}
