import 'reflect-metadata';
import { Length, Matches, Max, Min } from 'class-validator';
import { GraphQLError, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  buildSchema,
  Ctx,
  Field,
  FieldResolver,
  Float,
  GraphQLISODateTime,
  ID,
  Info,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import type { RequestContext } from '../../src/graphql/engine/context.ts';
import { PARTNER_DIRECTIVES } from '../../src/graphql/engine/directives.ts';
import { idempotencyKeyOf } from '../../src/graphql/engine/idempotency-key.ts';
import { Needs } from '../../src/graphql/engine/needs.ts';
import type { Partner } from '../../src/kernel/actor.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { ALL_SCOPES, type Scope } from '../../src/kernel/scopes.ts';

export const OrderStatus = { RESERVED: 'reserved', ESIM_READY: 'esim_ready' } as const;
registerEnumType(OrderStatus, { name: 'OrderStatus', description: 'Where an order stands.' });

@ObjectType({ description: 'An exact amount.', simpleResolvers: true })
class Money {
  @Field(() => String) amount!: string;
  @Field(() => String) currency!: string;
}

@ObjectType({ simpleResolvers: true })
class Package {
  @Field(() => ID) id!: string;
  @Field(() => String) displayName!: string;
  @Field(() => String) coverageName!: string;
  @Field(() => String, { nullable: true }) region!: string | null;
  @Field(() => String) iso2!: string;
  @Field(() => Int) validityDays!: number;
  @Field(() => Int) dataMb!: number;
  @Field(() => Float) allowanceGb!: number;
  @Field(() => Boolean) voice!: boolean;
  @Field(() => Boolean) sms!: boolean;
  @Field(() => String) status!: string;
  @Field(() => Money) netPrice!: Money;
}

@ObjectType({ simpleResolvers: true })
class PackageEdge {
  @Field(() => String) cursor!: string;
  @Field(() => Package) node!: Package;
}

@ObjectType({ simpleResolvers: true })
class PackageConnection {
  @Field(() => [PackageEdge]) edges!: PackageEdge[];
  @Field(() => Boolean) hasNextPage!: boolean;
}

@ObjectType({ simpleResolvers: true })
class Order {
  @Field(() => ID) id!: string;
  @Field(() => OrderStatus) status!: string;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => String, { nullable: true }) customerReference?: string | null;
  @Needs('ledger:read') @Field(() => Money, { nullable: true, description: 'What it cost.' }) netPrice?: Money;
  @Field(() => Package) package!: Package;
}

@ObjectType({ simpleResolvers: true })
class OrderPayload {
  @Field(() => Order) order!: Order;
  @Field(() => Boolean) replayed!: boolean;
  @Field(() => String, { nullable: true }) key!: string | null;
}

@InputType()
class CreateOrderInput {
  @Field(() => String) @Length(1, 40) @Matches(/^\w+$/) packageId!: string;
  @Field(() => String) @Length(1, 64) partnerOrderId!: string;
  @Field(() => OrderStatus, { nullable: true }) wanted?: string;
  @Field(() => [Int], { nullable: true }) sizes?: number[];
}

@ArgsType()
class PageArgs {
  @Field(() => Int, { defaultValue: 50 }) @Min(1) @Max(200) first!: number;
  @Field(() => String, { nullable: true }) after?: string;
}

export const PACKAGES: Package[] = Array.from({ length: 200 }, (_, index) => ({
  id: `onyx-connect-japan-${index}gb-30d`,
  displayName: `Onyx Connect Japan ${index} GB`,
  coverageName: 'Japan',
  region: index % 7 === 0 ? null : 'Asia',
  iso2: 'JP',
  validityDays: 30,
  dataMb: 1024 * index,
  allowanceGb: index,
  voice: false,
  sms: false,
  status: 'active',
  netPrice: { amount: '12.50', currency: 'USD' },
}));

const firstPackage = (): Package => {
  const [first] = PACKAGES;
  if (!first) throw new Error('the fixture has packages');
  return first;
};

const anOrder = (id: string): Order => ({
  id,
  status: OrderStatus.ESIM_READY,
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  customerReference: null,
  netPrice: { amount: '9.99', currency: 'EUR' },
  package: firstPackage(),
});

/** A row whose reading fails late, as a getter of a class may. */
const trapped = (): Order =>
  Object.defineProperty(anOrder('ord_trap'), 'status', {
    get: () => {
      throw new Error('late');
    },
  });

@Resolver(() => Order)
class FixtureResolver {
  @Needs.anyCredential()
  @Query(() => String)
  viewer(@Ctx() { actor }: RequestContext): string {
    return actor.organisationId;
  }

  @Query(() => String, { nullable: true })
  undeclared(): string {
    return 'never shown';
  }

  @Needs('catalogue:read')
  @Query(() => PackageConnection)
  async packages(@Args(() => PageArgs) { first }: PageArgs): Promise<PackageConnection> {
    const edges = PACKAGES.slice(0, first).map((node) => ({ cursor: node.id, node }));
    return { edges, hasNextPage: first < PACKAGES.length };
  }

  @Needs('catalogue:read')
  @Query(() => Package, { nullable: true })
  package(@Arg('id', () => ID) id: string): Package | undefined {
    return PACKAGES.find((one) => one.id === id);
  }

  @Needs('orders:read')
  @Query(() => Order, { nullable: true })
  async order(@Arg('id', () => ID) id: string): Promise<Order> {
    if (id === 'missing') throw new Fault('ORDER_NOT_FOUND');
    if (id === 'trap') return trapped();
    if (id === 'broken') throw new Error(`database said: password=${id}`);
    if (id === 'foreign') throw new GraphQLError('a library says: onyx_live_secret', { extensions: { code: 'ODD' } });
    if (id === 'away') throw Object.assign(new Error('terminating connection'), { code: '57P01' });
    return anOrder(id);
  }

  @Needs('orders:read')
  @Query(() => [Order])
  async orders(@Args(() => PageArgs) { first }: PageArgs): Promise<Order[]> {
    return Array.from({ length: first }, (_, index) => anOrder(`ord_${index}`));
  }

  @Needs('orders:read')
  @Query(() => Order)
  strictOrder(): Order {
    return { ...anOrder('ord_strict'), package: null as never };
  }

  @Needs.anyCredential()
  @Query(() => String)
  echo(
    @Arg('text', () => String) text: string,
    @Arg('at', () => GraphQLISODateTime, { nullable: true }) at?: Date,
    @Arg('status', () => OrderStatus, { defaultValue: OrderStatus.RESERVED }) status?: string,
    @Arg('input', () => CreateOrderInput, { nullable: true }) input?: CreateOrderInput,
  ): string {
    return JSON.stringify({ text, at: at?.toISOString(), status, input });
  }

  @FieldResolver(() => Package, { name: 'package' })
  async orderedPackage(@Root() order: Order): Promise<Package> {
    return order.package;
  }

  @Needs('orders:create')
  @Mutation(() => OrderPayload)
  async createOrder(
    @Arg('input', () => CreateOrderInput) input: CreateOrderInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayload> {
    const key = idempotencyKeyOf(info, context);
    if (input.partnerOrderId === 'poor') throw new Fault('INSUFFICIENT_BALANCE', { shortfall: '1.00' });
    if (input.partnerOrderId === 'broken') throw new Error('half way');
    context.facts.replayed = key === 'again';
    context.facts.orderIds.push('ord_new');
    return { order: anOrder('ord_new'), replayed: context.facts.replayed, key };
  }
}

export const fixtureSchema = (): Promise<GraphQLSchema> =>
  buildSchema({ resolvers: [FixtureResolver], directives: [...PARTNER_DIRECTIVES], validate: true });

export const partner = (scopes: readonly Scope[] = ALL_SCOPES, mode: Partner['mode'] = 'sandbox'): Partner => ({
  kind: 'partner',
  organisationId: 'org_fixture',
  credentialId: 'crd_fixture',
  mode,
  scopes: new Set(scopes),
});

export interface LogLine {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export const capturedLog = () => {
  const lines: LogLine[] = [];
  const at =
    (level: string) =>
    (fields: object, message = '') => {
      lines.push({ level, fields: { ...fields }, message });
    };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

export const PAGE_QUERY = `query Page($first: Int = 50) {
  packages(first: $first) {
    edges { node {
      id displayName coverageName region iso2 validityDays dataMb allowanceGb voice sms status netPrice { amount currency }
    } }
    hasNextPage
  }
}`;
